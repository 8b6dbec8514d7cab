import type { GameView } from '../../../../game/index.ts'
import { createSound, type Sound, type Stereo } from '../../../../render/browser.ts'
import { createFeeder, type ShowPlace } from './feeder.ts'

/** What a game sounds like; the rest of its view is no business of this thread. */
export type Sounding = Pick<GameView<any>, 'sound' | 'soundGainDb'>

/** What the page posts after each patch: plain values, as `sound` reads nothing else. */
export interface SoundNews extends ShowPlace {
  readonly game: string
  /** A slate stands in place of the game, which is silent meanwhile. */
  readonly isSlated: boolean
  /** A plain copy of the game's state: `sound` reads properties and calls nothing. */
  readonly state: object
}

/** A sound file of a game, decoded at the context's sample rate. */
export interface ClipNews extends Stereo {
  readonly game: string
  readonly clip: string
}

/** Makes the show's samples on a page, as the broadcast makes them, from what the page tells. */
export interface Player {
  hear(news: SoundNews | ClipNews): void
  /** Fills both sides, which are of one length; leaves them as they are before the first news. */
  read(left: Float32Array, right: Float32Array): void
}

/** The sound of the game that plays, and what it was made for. */
interface Playing {
  readonly game: string
  readonly fps: string
  readonly view: Sounding | undefined
  readonly sound: Sound
}

/** @param viewOf the view of a game by its id; a game without one is silent */
export function createPlayer(sampleRate: number, viewOf: (game: string) => Sounding | undefined): Player {
  let news: SoundNews | null = null
  let playing: Playing | null = null
  /** Of one game, by their names: a page that stays open for weeks keeps nothing of the games before. */
  const clips = new Map<string, ClipNews>()

  const begin = ({ game, fps, tickRate }: SoundNews): Playing => {
    const view = viewOf(game)
    const sound = createSound({ sampleRate, fps, tickRate, gainDb: view?.soundGainDb ?? 0 })
    for (const each of clips.values()) if (each.game === game) sound.addClip(each.clip, each)
    return { game, fps: fpsOf({ fps, tickRate }), view, sound }
  }
  const addClip = (clip: ClipNews) => {
    for (const each of clips.values()) if (each.game !== clip.game) clips.delete(each.clip)
    clips.set(clip.clip, clip)
    if (playing?.game === clip.game) playing.sound.addClip(clip.clip, clip)
  }
  const feeder = createFeeder(sampleRate, ({ number, tick }) => {
    const now = news as SoundNews
    // A game that isn't built into the page may come a moment later than its news.
    if (playing?.view === undefined && viewOf(now.game) !== undefined) playing = null
    const { game, fps, view, sound } = (playing ??= begin(now))
    const frame = sound.begin(number, tick)
    const isOver = game !== now.game || fps !== fpsOf(now)
    // Behind a slate, and in the last frame of a game that is over, all of it fades.
    if (isOver || now.isSlated) sound.hush()
    else view?.sound(sound.synth, now.state, frame)
    if (isOver) playing = null
    return sound.take()
  })
  return {
    hear(message) {
      if ('clip' in message) addClip(message)
      else news = message
    },
    read(left, right) {
      if (news) feeder.read(left, right, news)
    },
  }
}

const fpsOf = ({ fps, tickRate }: Pick<SoundNews, 'fps' | 'tickRate'>) => `${fps.num}/${fps.den} ${tickRate}`
