import type { Fps } from './clock.ts'
import { createDrawing, createRaster } from './raster/canvas.ts'
import { createFlashLimiter } from './raster/flash.ts'
import { createBitmaps } from './scene/bitmap.ts'
import { createSceneCache } from './scene/cache.ts'
import { isSlated } from './scene/layers.ts'
import type { Scene } from './scene/scene.ts'
import type { Surface } from './scene/surface.ts'

/** Takes the pictures of a show: from the scene to the bytes that the encoder gets. */
export interface Camera {
  /**
   * Takes one picture as I420 into `memory`, which has `i420Bytes(width, height)` bytes. What looks as it did in the picture
   * before is neither drawn nor converted again, and no more than three flashes a second come out. A slate is seen at once.
   *
   * @param at number of the picture, which rises whatever is played: the frame's own begins anew with each game
   * @throws what the game's `draw` throws, once the picture is taken without it
   */
  take(scene: Scene, memory: ArrayBuffer, at?: number): void
  /** Another game begins: nothing of the last one's pictures is used again. Flashes are counted on. */
  renew(): void
  /** Whether flashes are being held back. */
  readonly isFading: boolean
}

/** A camera for scenes of this size, each later than the one before. */
export function createCamera(width: number, height: number, fps: Fps): Camera {
  const raster = createRaster(width, height)
  const newSurface = (wide: number, high: number) => createDrawing(wide, high) as unknown as Surface
  const newKept = () => ({ cache: createSceneCache(newSurface), bitmap: createBitmaps(newSurface) })
  let kept = newKept()
  const limiter = createFlashLimiter(width, height, fps)
  return {
    get isFading() {
      return limiter.isFading
    },
    renew: () => void (kept = newKept()),
    take(scene, memory, at = scene.frame.number) {
      const picture = new Uint8Array(memory)
      let isNew = true
      try {
        isNew = kept.cache.draw(raster.context, { bitmap: kept.bitmap, ...scene })
      } finally {
        if (isNew || limiter.isFading) {
          raster.read(memory)
          limiter.limit(picture, at, isSlated(scene.state))
        } else picture.set(limiter.last)
      }
    },
  }
}
