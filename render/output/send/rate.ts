const rateMs = 2000

/** Kilobits a second over the last two seconds or so. */
export interface Rate {
  /** Null until it is known. */
  readonly kbps: number | null
  add(bytes: number): void
}

export function createRate(): Rate {
  let bytes = 0
  let since = performance.now()
  let kbps: number | null = null
  return {
    get kbps() {
      return kbps
    },
    add(more) {
      bytes += more
      const elapsed = performance.now() - since
      if (elapsed < rateMs) return
      kbps = Math.round((bytes * 8) / elapsed)
      bytes = 0
      since = performance.now()
    },
  }
}
