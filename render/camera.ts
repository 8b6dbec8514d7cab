import type { Fps } from './clock.ts'
import { createDrawing, createRaster } from './raster/canvas.ts'
import { createFlashLimiter } from './raster/flash.ts'
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
   * @throws what the game's `draw` throws, once the picture is taken without it
   */
  take(scene: Scene, memory: ArrayBuffer): void
  /** Whether flashes are being held back. */
  readonly isFading: boolean
}

/** A camera for scenes of this size, each later than the one before. */
export function createCamera(width: number, height: number, fps: Fps): Camera {
  const raster = createRaster(width, height)
  const cache = createSceneCache((wide, high) => createDrawing(wide, high) as unknown as Surface)
  const limiter = createFlashLimiter(width, height, fps)
  return {
    get isFading() {
      return limiter.isFading
    },
    take(scene, memory) {
      const picture = new Uint8Array(memory)
      let isNew = true
      try {
        isNew = cache.draw(raster.context, scene)
      } finally {
        if (isNew || limiter.isFading) {
          raster.read(memory)
          limiter.limit(picture, scene.frame.number, isSlated(scene.state))
        } else picture.set(limiter.last)
      }
    },
  }
}
