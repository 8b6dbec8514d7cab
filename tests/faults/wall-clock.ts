/** The wall clock as this process sees it by `Date`, which can be made to jump, and counts who asks it. */
export interface WallClock extends Disposable {
  /** Shows the time so many ms away from the true one. */
  jump(byMs: number): void
  /** How often it was asked for the time. */
  readonly readings: number
}

/** Takes the place of `Date` until it is disposed. */
export function watchWallClock(): WallClock {
  const own = Date
  let [byMs, readings] = [0, 0]
  const now = () => {
    readings += 1
    return own.now() + byMs
  }
  globalThis.Date = new Proxy(own, {
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
    apply: () => new own(now()).toString(),
    construct: (target, args) => Reflect.construct(target, args.length === 0 ? [now()] : args) as Date,
  })
  return {
    jump(by) {
      byMs = by
    },
    get readings() {
      return readings
    },
    [Symbol.dispose]() {
      globalThis.Date = own
    },
  }
}
