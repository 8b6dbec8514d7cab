import type { Browser, Page } from 'playwright-core'

/** A task of a page’s main thread. */
export interface PageTask {
  /** Of the processor: what else ran on the machine meanwhile is left out. */
  readonly threadMs: number
  readonly clockMs: number
}

interface TraceEvent {
  readonly name: string
  readonly tid: number
  readonly pid: number
  /** Microseconds, on the clock and of the thread’s own time. */
  readonly dur?: number
  readonly tdur?: number
  readonly args?: { readonly name?: string }
}

/** Each task of the page’s main thread while something happens. */
export async function tasksDuring(browser: Browser, page: Page, run: () => Promise<void>): Promise<PageTask[]> {
  await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline', '__metadata'] })
  await run()
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] }
  const mains = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  )
  return traceEvents
    .filter(({ name, pid, tid }) => name === 'RunTask' && mains.has(`${pid} ${tid}`))
    .map(({ dur = 0, tdur = 0 }) => ({ threadMs: tdur / 1000, clockMs: dur / 1000 }))
}

/** The longest first. */
export function longest(times: readonly number[]): number[] {
  return times.toSorted((a, b) => b - a).slice(0, 5)
}
