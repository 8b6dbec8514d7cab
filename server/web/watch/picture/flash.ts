import {
  createFlashCount,
  createFlashLight,
  flashGrid,
  lightOfPixels,
  pointShifts,
  shiftedPart,
  type FlashCount,
  type FlashGrid,
} from '../../../../render/browser.ts'

/** The last thing that happens to a picture on the page: no more than three flashes a second are seen, as in the broadcast. */
export interface FlashGuard {
  /**
   * Shows what was drawn: as it is, or, where the rule would be broken, faded into what is seen already.
   *
   * @param nowMs later than the time before
   * @param isSlate the picture hides what must not be seen, so it is seen at once: one cut is no flash
   */
  show(nowMs: number, isSlate: boolean): void
}

/** A second of the count, in hundredths, and one more: two moments that are rounded may be so much closer than they look. */
const second = 101
const unitMs = 10

/** Per second, as in the broadcast: how quickly pictures fade while they flash, and how the fading gets quicker afterwards. */
const slowest = 1
const recovery = 7

/** Seconds between two steps of a fade. In smaller ones, on a quick screen, little would move: a canvas knows 256 values. */
const stepSeconds = 0.015

/**
 * Watches `drawn` on its way to `shown`: two canvases, since what was seen last must still be there when a picture is held back.
 * It only reads a pixel for each point of the count.
 */
export function createFlashGuard(
  shown: HTMLCanvasElement,
  drawn: HTMLCanvasElement,
  size: { readonly width: number; readonly height: number },
): FlashGuard {
  const watch = createWatch(shown, drawn, flashGrid(size.width, size.height))
  let fading: { readonly asked: FlashCount; rate: number } | null = null
  let steppedAtMs = -Infinity

  /** With no weight at all nothing changes, so nothing flashes. */
  const fade = (wanted: number, at: number) => {
    for (let weight = wanted; weight > 1 / 512; weight /= 2) {
      if (watch.breaks(weight, at)) continue
      watch.put(weight)
      if (weight === 1) fading = null
      return
    }
  }

  return {
    show(nowMs, isSlate) {
      const at = Math.floor(nowMs / unitMs)
      watch.resize()
      const isBreaking = watch.breaks(1, at, isSlate)
      if (!isBreaking && (fading === null || isSlate)) {
        fading = null
        steppedAtMs = nowMs
        return watch.put(1)
      }
      fading ??= { asked: watch.count(), rate: slowest }
      const isFlashing = fading.asked.breaks(watch.light, at)
      fading.asked.accept()
      if (isFlashing) fading.rate = slowest
      const seconds = Math.min(0.1, (nowMs - steppedAtMs) / 1000)
      if (seconds < stepSeconds) return
      steppedAtMs = nowMs
      if (!isFlashing) fading.rate *= Math.exp(recovery * seconds)
      fade(Math.min(1, fading.rate * seconds), at)
    },
  }
}

/** What is seen, what was drawn, and the count between them. */
function createWatch(shown: HTMLCanvasElement, drawn: HTMLCanvasElement, grid: FlashGrid) {
  const light = createFlashLight(grid)
  const points = createPoints(grid)
  const g = opaque(shown)
  const count = createFlashCount(grid, second)
  return {
    /** Of the picture that was asked about last. */
    light,
    /** Whether the rule would be broken, were `drawn` seen over `shown` with that weight. */
    breaks(weight: number, at: number, isCut = false): boolean {
      if (weight < 1) points.take(shown, 1)
      lightOfPixels(points.take(drawn, weight).read(), light)
      return count.breaks(light, at, isCut)
    },
    /** Shows what was asked about last. */
    put(weight: number): void {
      count.accept()
      g.globalAlpha = weight
      g.drawImage(drawn, 0, 0)
    },
    resize: () => fit(shown, drawn, g),
    /** A count of its own with the same past. */
    count: () => count.clone(),
  }
}

/** The shifted grids of points, one below the other, a pixel for each point. Of each grid only some points are watched; one reading for all costs least. */
function createPoints(grid: FlashGrid) {
  const { columns, rows } = grid
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width: columns, height: rows * pointShifts.length })
  // Kept where the picture is, on the graphics card: what is read often is else drawn by the processor, picture and all.
  const g = opaque(canvas, { willReadFrequently: false })
  g.imageSmoothingEnabled = false
  return {
    take(from: HTMLCanvasElement, weight: number) {
      g.globalAlpha = weight
      for (const [index, shift] of pointShifts.entries()) {
        const { x, y, width, height } = shiftedPart(grid, from, shift)
        g.drawImage(from, x, y, width, height, 0, index * rows, columns, rows)
      }
      return this
    },
    read: () => g.getImageData(0, 0, canvas.width, canvas.height).data,
  }
}

/** Gives what is shown the size of what was drawn. Setting the size clears a canvas, so what is seen is put back. */
function fit(shown: HTMLCanvasElement, { width, height }: HTMLCanvasElement, g: CanvasRenderingContext2D): void {
  if (shown.width === width && shown.height === height) return
  const before = document.createElement('canvas')
  Object.assign(before, { width: shown.width, height: shown.height })
  opaque(before).drawImage(shown, 0, 0)
  Object.assign(shown, { width, height })
  g.drawImage(before, 0, 0, width, height)
}

/** @throws Error where the browser has none */
export function opaque(
  canvas: HTMLCanvasElement,
  settings?: CanvasRenderingContext2DSettings,
): CanvasRenderingContext2D {
  const g = canvas.getContext('2d', { ...settings, alpha: false })
  if (!g) throw new Error('this browser has no 2-D canvas')
  return g
}
