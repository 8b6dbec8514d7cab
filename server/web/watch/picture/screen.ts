import { createBitmaps, drawOverlay, drawScene, isSlated, type Scene } from '../../../../render/browser.ts'
import { createFlashGuard, opaque } from './flash.ts'

/** What of the show is drawn: all of it, or all but the game, for who lays it over another picture. */
export type Layers = 'all' | 'hud'

interface Size {
  readonly width: number
  readonly height: number
}

/** Where pictures go. */
export interface Screen {
  /** Draws the scene at that size and shows it. What a game's `draw` throws goes on to the caller. */
  show(nowMs: number, size: Size, scene: Scene): void
}

/** @param shape of the show */
export function createScreen(canvas: HTMLCanvasElement, layers: Layers, shape: Size): Screen {
  return layers === 'all' ? guardedScreen(canvas, shape) : clearScreen(canvas)
}

/** Drawn beside the canvas that is seen, so that flashes can be held back on the way. */
function guardedScreen(canvas: HTMLCanvasElement, shape: Size): Screen {
  const drawn = document.createElement('canvas')
  const g = opaque(drawn)
  const guard = createFlashGuard(canvas, drawn, shape)
  const bitmap = createBitmaps(newSurface)
  return {
    show(nowMs, size, scene) {
      resize(drawn, size)
      try {
        drawScene(g, { bitmap, ...scene })
      } finally {
        guard.show(nowMs, isSlated(scene.state))
      }
    },
  }
}

function newSurface(width: number, height: number) {
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width, height })
  const context = canvas.getContext('2d')
  if (!context) throw new Error('this browser has no 2-D canvas')
  return { canvas, context }
}

/** The layers over the game never flash by themselves, and what is below them isn't ours. */
function clearScreen(canvas: HTMLCanvasElement): Screen {
  const g = canvas.getContext('2d')
  if (!g) throw new Error('this browser has no 2-D canvas')
  return {
    show(_nowMs, size, scene) {
      resize(canvas, size)
      g.clearRect(0, 0, size.width, size.height)
      drawOverlay(g, scene)
    },
  }
}

/** Setting a canvas's size clears it even where the size is the same. */
function resize(canvas: HTMLCanvasElement, { width, height }: Size): void {
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height })
}
