import { loadImage, type Canvas } from '@napi-rs/canvas'
import type { ArcadeState, Game } from '../game/index.ts'
import { loadAssets } from './assets/load.ts'
import { nodeAssets } from './assets/node.ts'
import { RenderError } from './error.ts'
import { createPlay, type LoadedPlay } from './play.ts'
import { createDrawing } from './raster/canvas.ts'
import { createBitmaps } from './scene/bitmap.ts'
import { drawScene } from './scene/scene.ts'
import type { Surface } from './scene/surface.ts'
import type { Stereo } from './sound/bus.ts'
import { loadSounds } from './sound/load.ts'

/** Pixels as they are drawn: 4 bytes each, red, green, blue and opacity, row by row from the upper left. */
export interface Pixels {
  readonly width: number
  readonly height: number
  readonly rgba: Uint8Array
}

/** Sees and hears a state as a painter does, but when it is asked: one frame a tick, and in the thread that asks. */
export interface Viewer {
  readonly state: ArcadeState
  /** Numbers from the game's `sound` that were none. */
  readonly mended: number
  /** Takes the whole state, or what has changed. */
  decode(bytes: Uint8Array): void
  /** The whole picture, with all that the show has around the game. @throws what the game's `draw` throws */
  draw(tick: number, width: number, height: number): Pixels & { readonly png: Uint8Array }
  /** The sound of a tick; each call one tick later. Valid until the next call. @throws what the game's `sound` throws */
  listen(tick: number): Stereo
}

/**
 * Reads the files that a game brings along.
 *
 * @param url of the game's module, or of anything beside it
 * @throws RenderError `bad-asset`, also for a sound that a show would go on without
 */
export async function loadForViewer(game: Game, url: string, sampleRate: number): Promise<LoadedPlay> {
  const sounds = await loadSounds(game.sounds ?? {}, url, sampleRate)
  const [problem] = sounds.problems
  if (problem !== undefined) throw new RenderError('bad-asset', problem)
  return { url, game, sounds, image: await loadAssets(game, nodeAssets(url)) }
}

/** Begins to look: it knows nothing of what was before, as who joins late. */
export function createViewer(loaded: LoadedPlay, sampleRate: number): Viewer {
  const format = { width: 2, height: 2, fps: { num: loaded.game.tickRate, den: 1 }, sampleRate }
  const play = createPlay(loaded, format, 0)
  const bitmap = createBitmaps((wide, high) => createDrawing(wide, high) as unknown as Surface)
  return {
    state: play.state,
    get mended() {
      return play.sound.mended
    },
    decode: (bytes) => play.decode(bytes),
    draw(tick, width, height) {
      const { canvas, context } = createDrawing(width, height)
      const scene = play.sceneAt(tick, tick)
      drawScene(context, { ...scene, bitmap, frame: { ...scene.frame, width, height } })
      return { width, height, rgba: pixelsOf(canvas), png: canvas.toBuffer('image/png') }
    },
    listen: (tick) => play.listen(tick, tick, (run) => (run(), true)),
  }
}

/** Reads a PNG file's bytes. @throws what is said of bytes that are none */
export async function readPng(bytes: Uint8Array): Promise<Pixels> {
  const image = await loadImage(bytes)
  const { width, height } = image
  const { canvas, context } = createDrawing(width, height)
  context.drawImage(image as unknown as CanvasImageSource, 0, 0)
  return { width, height, rgba: pixelsOf(canvas) }
}

/** What the canvas gives is outside the garbage collector's sight, and would pile up. */
function pixelsOf(canvas: Canvas): Uint8Array {
  const pixels = canvas.data()
  const copy = Uint8Array.from(pixels)
  ;(pixels.buffer as ArrayBuffer).transfer(0)
  return copy
}
