/** The exit code of a process that was ended before it could end in order. */
export const failed = 1

/** A terminal interrupts all that runs in it, and npm hands the interruption on: what comes so soon after the first is the same one. */
const sameSignalMs = 1000

/** The first signal ends the show in order; a second one ends the process. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController()
  let firstAtMs = 0
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (!controller.signal.aborted) firstAtMs = performance.now()
      else if (performance.now() - firstAtMs > sameSignalMs) process.exit(failed)
      controller.abort()
    })
  return controller.signal
}
