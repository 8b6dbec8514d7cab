import type { Fps } from '../clock.ts'
import { createFlashCount, type FlashCount } from './flash-count.ts'
import {
  between,
  createColourReader,
  createColours,
  createFlashLight,
  flashGrid,
  lightOf,
  type FlashLight,
} from './flash-light.ts'

/**
 * The last thing that happens to a picture: whatever a game or chat asks for, no more than three flashes a second leave
 * (WCAG 2.3.1, ITU-R BT.1702). Where a fourth would begin, pictures fade slowly into one another instead of changing, until
 * what comes in has been calm for a second; then the fading gets quicker until there is none.
 */
export interface FlashLimiter {
  /** Whether pictures are being faded, so that the next one differs from the last though what comes in may not. */
  readonly isFading: boolean
  /** The picture that left last. */
  readonly last: Uint8Array
  /**
   * Passes on the I420 picture of `frame`, changed in place where the rule would be broken and else not by a bit.
   * What leaves depends on the pictures and their frames alone.
   *
   * @param frame - higher than the one before; frames may be left out
   * @param isSlate - the picture hides what must not be seen, so it is seen at once, also while others are faded: one cut is no
   * flash. What comes after it waits until it is none either.
   */
  limit(picture: Uint8Array, frame: number, isSlate?: boolean): void
}

/** Seconds in which a picture gives way to the next by two thirds, while what comes in flashes. */
const fadeSeconds = 1

/** How fast the fading gets quicker afterwards: e^7 times in a second, so that it is over in about half of one. */
const recovery = 7

/** A weight of 1. Ten bits of weight and sixteen of picture stay within 32. */
const full = 1024

export function createFlashLimiter(width: number, height: number, fps: Fps): FlashLimiter {
  const second = fps.num / fps.den
  const watch = createWatch(width, height, second)
  const last = new Uint8Array((width * height * 3) / 2)
  let fading: Fading | null = null

  const keep = (picture: Uint8Array, weight: number) => {
    last.set(picture)
    watch.keep(weight)
  }

  return {
    last,
    get isFading() {
      return fading !== null
    },
    limit(picture, frame, isSlate = false) {
      watch.look(picture)
      if ((fading === null || isSlate) && !watch.breaks(frame, isSlate)) {
        fading = null
        return keep(picture, full)
      }
      fading ??= createFading(last, watch.count(), second)
      const weight = watch.allowed(fading.wanted(watch.light, frame), frame)
      fade(fading.picture, picture, weight)
      keep(picture, weight)
      if (weight === full) fading = null
    },
  }
}

/** What comes in and what left last, at the points of the count. */
function createWatch(width: number, height: number, second: number) {
  const grid = flashGrid(width, height)
  const [coming, held, light] = [createColours(grid), createColours(grid), createFlashLight(grid)]
  const read = createColourReader(width, height, grid)
  const shown = createFlashCount(grid, second)
  return {
    /** Of the picture that was looked at last, until the weight is asked for. */
    light,
    look(picture: Uint8Array): void {
      read(picture, coming)
      lightOf(coming, coming, 1, light)
    },
    /** Whether the picture breaks the rule as it is. One that doesn't counts as shown. */
    breaks(frame: number, isSlate: boolean): boolean {
      const isBroken = shown.breaks(light, frame, isSlate)
      if (!isBroken) shown.accept()
      return isBroken
    },
    /** The largest weight, from this one down, with which the rule holds; with 0 nothing changes, so nothing flashes. It counts as shown. */
    allowed(wanted: number, frame: number): number {
      for (let weight = wanted; ; weight = weight < 4 ? 0 : weight >> 1) {
        lightOf(held, coming, weight / full, light)
        if (shown.breaks(light, frame) && weight > 0) continue
        shown.accept()
        return weight
      }
    },
    keep(weight: number): void {
      approach(held.y, coming.y, weight)
      approach(held.u, coming.u, weight)
      approach(held.v, coming.v, weight)
    },
    /** A count of its own with the same past. */
    count: () => shown.clone(),
  }
}

/** Pictures that give way to one another slowly, and how slowly. */
interface Fading {
  /** What is seen, in 1/256 of a colour value. */
  readonly picture: Uint16Array
  /** The weight of the next picture, whose light this is: the smallest while what comes in flashes, and then more and more. */
  wanted(light: FlashLight, frame: number): number
}

function createFading(last: Uint8Array, asked: FlashCount, second: number): Fading {
  const slowest = Math.max(1, Math.round(full * (1 - Math.exp(-1 / (second * fadeSeconds)))))
  const quicker = Math.exp(recovery / second)
  let weight = slowest
  return {
    picture: Uint16Array.from(last, (value) => value << 8),
    wanted(light, frame) {
      const isFlashing = asked.breaks(light, frame)
      asked.accept()
      weight = isFlashing ? slowest : Math.min(full, Math.ceil(weight * quicker))
      return weight
    },
  }
}

/** Brings what is held, in 1/256 of a colour value, nearer to the picture, which becomes what leaves. */
function fade(held: Uint16Array, picture: Uint8Array, weight: number): void {
  for (let at = 0; at < picture.length; at++) {
    const before = held[at] as number
    const next = before + (((((picture[at] as number) << 8) - before) * weight) >> 10)
    held[at] = next
    picture[at] = (next + 128) >> 8
  }
}

function approach(held: Float64Array, coming: Float64Array, weight: number): void {
  if (weight === full) return held.set(coming)
  for (let point = 0; point < held.length; point++) held[point] = between(held, coming, point, weight / full)
}
