import { RenderError } from './error.ts'

/** Games that a painter has been asked to make ready, until it answers. */
export interface PainterLoads {
  /** @throws RenderError `worker-failed` where it can't be */
  wait(url: string): Promise<void>
  /** @param problem why it can't be, or null */
  settle(url: string, problem: string | null): void
  /** The painter is gone. */
  fail(why: string): void
}

export function createPainterLoads(): PainterLoads {
  const waiting = new Map<string, PromiseWithResolvers<void>>()
  const settle = (url: string, problem: string | null) => {
    const answer = waiting.get(url)
    waiting.delete(url)
    if (problem === null) answer?.resolve()
    else answer?.reject(new RenderError('worker-failed', `the game can't be drawn: ${problem}`))
  }
  return {
    wait(url) {
      const answer = waiting.get(url) ?? Promise.withResolvers<void>()
      waiting.set(url, answer)
      return answer.promise
    },
    settle,
    fail(why) {
      for (const url of [...waiting.keys()]) settle(url, why)
    },
  }
}
