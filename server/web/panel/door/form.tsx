import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { problemOf } from '../api.ts'
import { Insecure } from './insecure.tsx'

interface DoorProps {
  readonly title: string
  readonly hint?: string
  readonly action: string
  readonly submit: () => Promise<void>
  readonly children: ComponentChildren
}

/** A form before the panel: one thing to do, and a sentence where it didn’t work. */
export function Door({ title, hint, action, submit, children }: DoorProps) {
  const [problem, setProblem] = useState('')
  const [isBusy, setBusy] = useState(false)
  const send = (event: Event) => {
    event.preventDefault()
    setBusy(true)
    setProblem('')
    submit()
      .catch((error: unknown) => setProblem(problemOf(error)))
      .finally(() => setBusy(false))
  }
  return (
    <main class="door">
      <p class="door-brand">Chat Arcade</p>
      <form class="card" onSubmit={send}>
        <h1>{title}</h1>
        {hint && <p class="quiet">{hint}</p>}
        {children}
        <p class="problem" role="alert">
          {problem}
        </p>
        <button type="submit" class="primary" disabled={isBusy}>
          {isBusy ? 'One moment …' : action}
        </button>
      </form>
      <Insecure />
    </main>
  )
}
