import type { Game, MatchMemory } from '../game/index.ts'
import { createCamera } from './camera.ts'
import type { PictureFormat } from './output/presets.ts'
import { createPlay, loadPlay } from './play.ts'
import { i420Bytes } from './raster/i420.ts'

/** Small: it is about whether a game can be drawn, and not about how it looks. */
const sizes = [
  { width: 320, height: 180 },
  { width: 180, height: 320 },
] as const
const rates: Omit<PictureFormat, 'width' | 'height'> = { fps: { num: 30, den: 1 }, sampleRate: 48_000 }

/** The state of a game after a tick, as bytes. */
export interface Shown {
  readonly tick: MatchMemory['tick']
  readonly bytes: Uint8Array
}

/**
 * Draws and plays each state as a painter would, and throws what the game throws there.
 *
 * @param enter told which part of the game is called next, such as `draw`
 */
export async function tryView(url: string, states: readonly Shown[], enter: (part: string) => void): Promise<void> {
  enter('images')
  const loaded = await loadPlay(url, rates.sampleRate)
  for (const size of sizes) {
    const memory = new ArrayBuffer(i420Bytes(size.width, size.height))
    const camera = createCamera(size.width, size.height, rates.fps)
    const play = createPlay(loaded, { ...size, ...rates }, 0)
    const view = tellsStill(loaded.game, enter)
    for (const { tick, bytes } of states) {
      play.decode(bytes)
      const frame = Math.ceil((tick * rates.fps.num) / loaded.game.tickRate)
      enter('draw')
      camera.take({ ...play.sceneAt(frame, tick), view }, memory, frame)
      enter('sound')
      play.listen(frame, tick, (run) => (run(), true))
      enter('story')
      loaded.game.story?.(play.state.game)
    }
  }
}

/** `still` is asked in the midst of a picture, before `draw` or in its place. */
function tellsStill(game: Game, enter: (part: string) => void): Game {
  if (game.still === undefined) return game
  return {
    ...game,
    still(...scene) {
      enter('still')
      const look = game.still?.(...scene) ?? null
      enter('draw')
      return look
    },
  }
}
