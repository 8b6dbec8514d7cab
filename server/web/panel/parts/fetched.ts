import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { ApiError, problemOf } from '../api.ts'
import type { Desk } from '../desk.ts'

/** What an endpoint has told, and how to ask it again. */
export interface Fetched<T> {
  readonly value: T | null
  /** Why there is no newer one; empty for no reason. */
  readonly problem: string
  readonly reload: () => void
}

/**
 * Asks an endpoint, and again whenever the path changes, the connection has come back, or `everyMs` have passed; soon where the
 * server can’t say yet. Only the newest answer counts.
 *
 * @param path null asks for nothing
 */
export function useFetched<T>({ api, live }: Pick<Desk, 'api' | 'live'>, path: string | null, everyMs = 0): Fetched<T> {
  const [state, setState] = useState<{ path: string | null; value: T | null; problem: string }>(nothing)
  const asked = useRef(0)
  const again = useRef(0)
  const reload = useCallback(() => {
    clearTimeout(again.current)
    const number = ++asked.current
    if (path === null) return setState(nothing)
    api.get<T>(path).then(
      (value) => number === asked.current && setState({ path, value, problem: '' }),
      (error: unknown) => {
        if (number !== asked.current) return
        const problem = problemOf(error)
        // The server is back, and the show that it is asked about isn’t yet.
        if (error instanceof ApiError && error.status === 503)
          again.current = window.setTimeout(() => number === asked.current && reload(), againMs)
        setState((before) => ({ path, value: before.path === path ? before.value : null, problem }))
      },
    )
  }, [api, path])
  useEffect(() => {
    reload()
    const timer = everyMs > 0 ? setInterval(() => document.hidden || reload(), everyMs) : 0
    const stop = live.state.subscribe(() => live.state.get() === 'live' && reload())
    return () => {
      asked.current += 1
      clearInterval(timer)
      clearTimeout(again.current)
      stop()
    }
  }, [reload, everyMs])
  return { value: state.value, problem: state.problem, reload }
}

/** As the server’s own word for it says. */
const againMs = 1000

const nothing = { path: null, value: null, problem: '' }
