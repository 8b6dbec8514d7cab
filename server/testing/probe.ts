import type { Schema } from '@colyseus/schema'
import type { Game, Show } from '../../game/index.ts'
import { createViewer, loadForViewer, type LoadedPlay } from '../../render/index.ts'
import { stateHash } from '../journal/state-hash.ts'
import type { Stage } from '../stage.ts'
import type { Exposed } from './exposed.ts'
import { createHeard, type Heard } from './heard.ts'
import { createNotes, type Notes } from './notes.ts'
import { createPicture, type Picture } from './picture.ts'

/** A game that is played for a test: time passes only when it is told to. */
export interface Probe<State extends Schema = Schema> extends Notes, AsyncDisposable {
  /** The game's own state, as `step` left it. It is the live one: read it anew after each tick. */
  readonly state: State
  /** What the picture shows around the game: tally, countdown, feed, alert. */
  readonly show: Show
  /** The last tick that was played; 0 before the first. */
  readonly tick: number
  /** A hash of the whole state: two games that agree on it will go on alike. */
  readonly hash: string
  /** How the game stands, in its own words; null where it has none. */
  score(): string | null
  /** Plays so many ticks; one where it is left out. @throws what the game throws */
  ticks(count?: number): void
  /** Plays so many seconds, rounded up to whole ticks. @throws what the game throws */
  seconds(count: number): void
  /** The picture of this moment, with everything that the show draws around the game. 640 × 360 where no size is named. */
  picture(size?: { readonly width: number; readonly height: number }): Picture
  /** Plays so many seconds and listens to them, as somebody who tunes in now. */
  listen(seconds: number): Heard
}

/** What the broadcast has, too. */
const sampleRate = 48_000

export interface ProbeParts {
  readonly stage: Stage
  readonly exposed: Exposed
  readonly loaded: LoadedPlay | null
}

/** @param folder of the game's files; without it they can't be seen or heard */
export async function loadView(game: Game, folder: string | undefined): Promise<LoadedPlay | null> {
  const { images = {}, fonts = {}, sounds = {} } = game
  const files = [images, fonts, sounds].flatMap((each) => Object.keys(each))
  if (folder === undefined && files.length > 0) return null
  return await loadForViewer(game, new URL('game.ts', `file://${folder ?? process.cwd()}/`).href, sampleRate)
}

export function createProbe<State extends Schema>({ stage, exposed, loaded }: ProbeParts): Probe<State> {
  const { match, patches } = stage
  const { tickRate, id } = exposed.game
  const notes = createNotes()
  const step = (): Uint8Array => {
    const { said, patch } = stage.step()
    notes.note(match, said.decisions)
    exposed.rethrow()
    return patch
  }
  const view = () => {
    if (loaded === null)
      throw new TypeError(`${id} brings files along: tell where they are by { folder: import.meta.dirname }`)
    const viewer = createViewer(loaded, sampleRate)
    viewer.decode(patches.full())
    return viewer
  }
  const ticksOf = (seconds: number) => Math.ceil(seconds * tickRate - 1e-9)
  return {
    ...notes,
    state: match.state.game as State,
    show: match.state.show,
    get tick() {
      return match.tick
    },
    get hash() {
      return stateHash(match.state)
    },
    score: () => match.score(),
    ticks(count = 1) {
      for (let i = 0; i < count; i++) step()
    },
    seconds(count) {
      for (let left = ticksOf(count); left > 0; left--) step()
    },
    picture: ({ width, height } = { width: 640, height: 360 }) => createPicture(view().draw(match.tick, width, height)),
    listen(seconds) {
      const viewer = view()
      const blocks = Array.from({ length: ticksOf(seconds) }, () => {
        viewer.decode(step())
        const { left, right } = viewer.listen(match.tick)
        return { left: left.slice(), right: right.slice() }
      })
      if (viewer.mended > 0) throw new RangeError(`${id}: sound named a number that is none, such as NaN`)
      return createHeard(joined(blocks.map(({ left }) => left)), joined(blocks.map(({ right }) => right)), sampleRate)
    },
    [Symbol.asyncDispose]: () => stage[Symbol.asyncDispose](),
  }
}

function joined(blocks: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(blocks.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const block of blocks) {
    all.set(block, at)
    at += block.length
  }
  return all
}
