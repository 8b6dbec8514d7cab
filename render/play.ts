import { Decoder } from '@colyseus/schema'
import { createState, type ArcadeState, type Game, type Guard, type Show, type Synth } from '../game/index.ts'
import { loadAssets } from './assets/load.ts'
import { nodeAssets } from './assets/node.ts'
import { soundLeadFrames, tickAtFrame } from './clock.ts'
import { importGame } from './game-module.ts'
import { maxClips, type HeldClip } from './media/shelf.ts'
import type { PictureFormat } from './output/presets.ts'
import { isSlated } from './scene/layers.ts'
import type { Scene } from './scene/scene.ts'
import type { Stereo } from './sound/bus.ts'
import { loadSounds, type LoadedSounds } from './sound/load.ts'
import { createSound, type Sound } from './sound/sound.ts'

/** A game with the files that it brings along, ready to be played. */
export interface LoadedPlay {
  /** Of the game’s module. */
  readonly url: string
  readonly game: Game
  readonly image: Required<Pick<Scene, 'image'>>
  readonly sounds: LoadedSounds
}

/**
 * A sound that can't be had is silent, and the show goes on; a game that can't be drawn without an image is not started without it.
 *
 * @param url of the game's module
 * @param sampleRate null where no sound is made
 * @throws RenderError `bad-asset`, or whatever the module throws
 */
export async function loadPlay(url: string, sampleRate: number | null): Promise<LoadedPlay> {
  const game = await importGame(url)
  const sounds = sampleRate === null ? silence : await loadSounds(game.sounds ?? {}, url, sampleRate)
  return { url, game, sounds, image: await loadAssets(game, nodeAssets(url)) }
}

const silence: LoadedSounds = { clips: new Map(), problems: [] }

/** One run of a game as a painter has it: the state that it decodes, and what is seen and heard of it. */
export interface Play {
  readonly url: string
  readonly game: Game
  readonly state: ArcadeState
  readonly sound: Sound
  /** Takes the whole state, or what has changed. Byte 0 is the room's protocol byte. */
  decode(bytes: Uint8Array): void
  /** The tick that a frame of the show shows. */
  tickAt(frame: number): number
  /** Seconds since tick 0 of the game. */
  secondsAt(frame: number): number
  sceneAt(frame: number, tick: number): Scene
  /** The streamer’s sounds that the show may name; another one is silent. */
  hold(clips: readonly HeldClip[]): void
  /** What a frame sounds like. Behind a slate whatever the game began before fades out. */
  listen(frame: number, tick: number, guard: Guard): Stereo
  /** The same where the game is over: all of it fades, within 20 ms. */
  fade(frame: number): Stereo
}

/** @param origin frame of the show that shows tick 0; below 0 where the show went on from a later tick */
export function createPlay({ url, game, image, sounds }: LoadedPlay, format: PictureFormat, origin: number): Play {
  const { width, height, sampleRate, fps } = format
  const { tickRate } = game
  const state = createState(game)
  const decoder = new Decoder(state)
  const sound = createSound({
    ...{ sampleRate, fps, tickRate, firstFrame: soundLeadFrames + origin },
    gainDb: game.soundGainDb ?? 0,
  })
  for (const [name, clip] of sounds.clips) sound.addClip(name, clip)
  const secondsAt = (frame: number) => ((frame - origin) * fps.den) / fps.num
  const held = Array.from({ length: maxClips }, () => '')
  return {
    url,
    game,
    state,
    sound,
    secondsAt,
    hold(clips) {
      for (const { name, clip } of clips) {
        const place = held.findIndex((each) => !clips.some((other) => other.name === each))
        if (held.includes(name) || place === -1) continue
        held[place] = name
        sound.addClip(heldSound + place, clip)
      }
    },
    decode: (bytes) => void decoder.decode(bytes, { offset: 1 }),
    tickAt: (frame) => tickAtFrame(frame - origin, fps, tickRate),
    sceneAt(frame, tick) {
      const number = frame - origin
      return {
        view: game,
        state,
        frame: { number, seconds: secondsAt(frame), tick, tickRate, width, height },
        ...image,
      }
    },
    listen(frame, tick, guard) {
      const moment = sound.begin(frame - origin, tick)
      if (isSlated(state)) sound.hush()
      else {
        guard(() => game.sound(sound.synth, state.game, moment))
        if (state.show.sound !== '') playHeld(sound.synth, state.show, held.indexOf(state.show.sound))
      }
      return sound.take()
    },
    fade(frame) {
      sound.begin(frame - origin, 0)
      sound.hush()
      return sound.take()
    },
  }
}

/** No game can have sounds whose names begin so, nor such an event. */
const heldSound = '\0held'

/** As loud as what a game plays, or a little less: what people upload is as loud as can be. */
const heldGain = 0.7

/** Plays the streamer’s sound once, from its tick on. @param place where it is held; −1 where it is not */
function playHeld(synth: Synth, { soundTick: atTick }: Pick<Show, 'soundTick'>, place: number): void {
  if (place !== -1) synth.sample(heldSound, { sound: heldSound + place, gain: heldGain, atTick, bus: 'effects' })
}
