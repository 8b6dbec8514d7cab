import { messageOf } from '../../chat/index.ts'
import type { Log } from '../log.ts'
import { createAsked } from './asked.ts'
import { StoreError } from './error.ts'
import type { Call, FromStore, Work } from './messages.ts'
import { createTold, type ToldStatus } from './told.ts'

/** What stands before the thread of the store. It has one message at a time, so what waits, waits here, within bounds. */
export interface Line {
  readonly ask: (call: Call) => Promise<unknown>
  readonly tell: (call: Call) => void
  readonly status: ToldStatus
  done(message: FromStore & { type: 'done' }): void
  /** Resolves when nothing waits that could be written now. */
  drain(): Promise<void>
  /** The thread is gone: what waits is refused. */
  end(): void
}

export function createLine(send: (work: Work) => void, log: Pick<Log, 'warn' | 'info'>): Line {
  let isBusy = false
  let hasEnded = false
  let drained: (() => void)[] = []

  const next = () => {
    if (isBusy || hasEnded) return
    if (!told.isReady && !asked.isReady) return rest()
    isBusy = true
    try {
      send({ later: told.take(), asked: asked.take() })
    } catch (error) {
      // What can’t be sent to a thread, such as a function, is a mistake of who called.
      const failure = { code: 'failed', message: messageOf(error) } as const
      done({ type: 'done', failure: null, faults: [failure], answers: [] })
    }
  }
  const done = ({ failure, faults, answers }: FromStore & { type: 'done' }) => {
    isBusy = false
    told.wrote(failure, faults)
    asked.answered(answers)
    next()
  }
  const rest = () => {
    for (const resolve of drained) resolve()
    drained = []
  }
  const told = createTold(log, next)
  const asked = createAsked()
  return {
    async ask(call) {
      if (hasEnded) throw new StoreError('closed', 'the store is closed')
      const answer = asked.push(call)
      next()
      return await answer
    },
    tell(call) {
      if (hasEnded) return
      told.push(call)
      next()
    },
    get status() {
      return told.status
    },
    done,
    async drain() {
      const { promise, resolve } = Promise.withResolvers<void>()
      drained.push(resolve)
      next()
      await promise
    },
    end() {
      hasEnded = true
      told.end()
      asked.end()
      rest()
    },
  }
}
