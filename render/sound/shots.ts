import type { Buses } from './bus.ts'
import { Shot } from './shot.ts'

/** Notes and samples that sound at once. */
const maxShots = 32
/** Those beyond are on their way out, their places being taken. */
const maxLeaving = 16

/** The notes and samples that sound, or are about to. */
export class Shots {
  /** How many lost their place to a later one, and how many found none. */
  stolen = 0
  readonly #shots: readonly Shot[]
  #order = 0

  constructor(sampleRate: number) {
    this.#shots = Array.from({ length: maxShots + maxLeaving }, () => new Shot(sampleRate))
  }

  /** A shot to start; the quietest one leaves for it when all are taken, the oldest of equals. Null when too many leave already. */
  take(): Shot | null {
    let free: Shot | null = null
    let quietest: Shot | null = null
    let sounding = 0
    for (const shot of this.#shots) {
      if (!shot.isActive) free = shot
      else if (!shot.isLeaving) {
        sounding += 1
        if (quietest === null || isMissedLess(shot, quietest)) quietest = shot
      }
    }
    if (sounding >= maxShots) {
      this.stolen += 1
      if (free) quietest?.leave()
    }
    if (free) free.order = this.#order += 1
    return free
  }

  add(buses: Buses, samples: number): void {
    for (const shot of this.#shots) if (shot.isActive) shot.add(buses[shot.bus], samples)
  }

  /** All leave within 5 ms. */
  leave(): void {
    for (const shot of this.#shots) if (shot.isActive) shot.leave()
  }
}

function isMissedLess(a: Shot, b: Shot): boolean {
  const [levelA, levelB] = [a.level, b.level]
  return levelA < levelB || (levelA === levelB && a.order < b.order)
}
