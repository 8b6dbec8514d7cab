import { browserAssets, soundLimits, soundSeconds } from '../../../../render/browser.ts'
import type { ShowInfo } from '../../link/show-info.ts'
import { loadView } from '../picture/views.ts'
import type { SoundGraph } from './graph.ts'

/** The sound files of the bundled games, by the path that the build found them at. */
const files = import.meta.glob<string>('../../../../game/bundled/*/**/*.{wav,ogg,mp3}', {
  query: '?url',
  import: 'default',
  eager: true,
})

/** Half of what the broadcast may hold, since a page may run on a phone; a piece of ten minutes fits. */
const decodedBytes = soundLimits.decodedBytes / 2

type Wanted = Pick<ShowInfo, 'game' | 'build'>

/** What a game is known by where sound is made: each version of one that isn't built into the page is another. */
export const soundName = ({ game, build }: Wanted): string => build ?? game

/** Brings the sound files of a game into the graph. */
export interface Clips {
  /** Loads what the game has and isn't loaded; again after a loss, for what didn't come before. Never rejects. */
  load(info: Pick<ShowInfo, 'game' | 'build'>): void
}

/** A sound that can't be had is silent, and the console says so once. */
export function createClips(graph: Pick<SoundGraph, 'context' | 'addClip' | 'addGame'>): Clips {
  let wanted = ''
  let bytes = 0
  const loaded = new Set<string>()
  const told = new Set<string>()
  let loading = Promise.resolve()

  const tell = (sentence: string) => {
    if (told.size >= soundLimits.sounds || told.has(sentence)) return
    told.add(sentence)
    console.warn(sentence)
  }

  async function loadOne({ game: id, build }: Wanted, name: string, file: string): Promise<void> {
    const game = soundName({ game: id, build })
    if (loaded.size >= soundLimits.sounds) throw new Error(`${soundLimits.sounds} sounds are the most`)
    const packed = await readSound({ game: id, build }, file, (seconds) => {
      const takes = Math.ceil(seconds * graph.context.sampleRate) * 8
      if (bytes + takes > decodedBytes) throw new Error(`all sounds take more than ${decodedBytes} bytes on a page`)
    })
    if (game !== wanted) return
    bytes += await graph.addClip(game, name, packed)
    loaded.add(name)
  }

  async function loadAll(info: Wanted): Promise<void> {
    const game = soundName(info)
    if (info.build !== null && game === wanted) await graph.addGame(info.build)
    const sounds = Object.entries((await loadView(info.game, info.build))?.sounds ?? {})
    // One after the other: sixty-four at once would hold all their packed bytes, too.
    for (const [name, file] of sounds) {
      if (game !== wanted) return
      if (loaded.has(name)) continue
      await loadOne(info, name, file).catch((error: unknown) =>
        tell(
          `the sound ${JSON.stringify(name)} stays silent: ${error instanceof Error ? error.message : String(error)}`,
        ),
      )
    }
  }

  return {
    load(info) {
      const game = soundName(info)
      if (game !== wanted) {
        loaded.clear()
        bytes = 0
      }
      wanted = game
      loading = loading.then(() => loadAll(info)).catch((error: unknown) => tell(String(error)))
    },
  }
}

/** The bytes of a sound file, once what they say of themselves is within bounds. */
async function readSound(
  { game, build }: Wanted,
  file: string,
  check: (seconds: number) => void,
): Promise<ArrayBuffer> {
  const host = browserAssets((name) => {
    if (build !== null) return `${build}files/${name}`
    const address = files[`../../../../game/bundled/${game}/${name}`]
    if (address === undefined) throw new Error(`${name} is no WAV, OGG or MP3 file beside the game’s module`)
    return address
  })
  const bytes = await host.read(file, soundLimits.fileBytes)
  const seconds = soundSeconds(bytes)
  if (seconds === null) throw new Error(`${file} is no WAV, OGG or MP3 file by its bytes`)
  if (seconds > soundLimits.seconds) throw new Error(`${file} is longer than ${soundLimits.seconds} s`)
  check(seconds)
  return bytes.buffer
}
