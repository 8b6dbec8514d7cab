import type { Show } from '../../game/index.ts'
import { loadBranding } from '../branding.ts'
import { findFfmpeg } from '../output/ffmpeg.ts'
import type { Stereo } from '../sound/bus.ts'
import { decodeSound } from '../sound/decode.ts'
import { openFilm, type Film } from './film.ts'
import { isFilm, isSoundFile, type HeldFile } from './held.ts'

/** A sound of the streamer’s, decoded. */
export interface HeldClip {
  readonly name: string
  readonly clip: Stereo
}

/** The streamer’s files that a painter has at hand. */
export interface Shelf {
  /**
   * Takes these, and lets go of all others. Of sounds the first two are taken.
   *
   * @returns a sentence for each that can’t be had, once all others can
   */
  hold(files: readonly HeldFile[]): Promise<readonly string[]>
  /** The sounds, where any is made: at most two. */
  readonly clips: readonly HeldClip[]
  /** Turns the video that the show names to a moment; null where nothing changes. Never rejects. */
  turn(show: Pick<Show, 'slate' | 'backdrop'>, seconds: number): Promise<void> | null
}

export interface ShelfParts {
  /** What the scene draws by name; only what is held is put in and taken out. */
  readonly images: Map<string, CanvasImageSource>
  /** Null where no sound is made. */
  readonly sampleRate: number | null
}

/** A sound may still be sounding when the next one is played. */
export const maxClips = 2

export function createShelf({ images, sampleRate }: ShelfParts): Shelf {
  const names = new Set<string>()
  const films = new Map<string, Film>()
  const clips = new Map<string, HeldClip>()
  let last: Promise<unknown> = Promise.resolve()

  const take = async ({ name, file }: HeldFile) => {
    if (isSoundFile(name)) {
      if (sampleRate === null) return
      clips.set(name, { name, clip: await decodeSound(file, { ffmpeg: findFfmpeg(process.env), sampleRate }) })
    } else if (isFilm(name)) {
      const film = await openFilm(file)
      const first = await film.at(0)
      if (first !== null) images.set(name, first)
      films.set(name, film)
    } else images.set(name, await loadBranding(file))
    names.add(name)
  }
  const hold = async (asked: readonly HeldFile[]) => {
    const sounds = new Set(asked.filter(({ name }) => isSoundFile(name)).slice(0, maxClips))
    const files = asked.filter((each) => !isSoundFile(each.name) || sounds.has(each))
    const wanted = new Set(files.map(({ name }) => name))
    for (const name of names) {
      if (wanted.has(name)) continue
      for (const shelf of [names, images, films, clips]) shelf.delete(name)
    }
    const problems: string[] = []
    for (const each of files) {
      if (names.has(each.name)) continue
      await take(each).catch((error: unknown) => problems.push(`${each.name} can’t be had: ${String(error)}`))
    }
    return problems
  }
  return {
    get clips() {
      return [...clips.values()]
    },
    async hold(files) {
      const holding = last.then(async () => await hold(files))
      last = holding
      return await holding
    },
    turn({ slate, backdrop }, seconds) {
      // A panic is plain.
      if (slate === '' || slate === 'panic') return null
      const next = films.get(backdrop)?.at(seconds) ?? null
      // One picture that can’t be read is left out.
      return next && next.then((image) => void (films.has(backdrop) && images.set(backdrop, image))).catch(() => {})
    },
  }
}
