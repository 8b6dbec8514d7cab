/** Does something some time after it was asked for, once for however many ask meanwhile. */
export interface Coalesced {
  readonly ask: () => void
  stop(): void
}

/**
 * @param run is called at most once in `ms`, and always once more `ms` or longer after the last who asked: what has changed by then is seen
 */
export function createCoalesced(run: () => void, ms: number): Coalesced {
  let timer: ReturnType<typeof setTimeout> | null = null
  let isAskedAgain = false
  const begin = () => {
    isAskedAgain = false
    timer = setTimeout(() => {
      timer = null
      if (isAskedAgain) begin()
      run()
    }, ms)
  }
  return {
    ask() {
      if (timer === null) begin()
      else isAskedAgain = true
    },
    stop() {
      if (timer !== null) clearTimeout(timer)
      timer = null
    },
  }
}
