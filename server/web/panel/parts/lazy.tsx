import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Desk } from '../desk.ts'

type View = ComponentType<{ desk: Desk }>

/** A screen that is fetched when somebody first looks at it, since what it takes is large and seldom needed. */
export function lazy(load: () => Promise<View>): View {
  let loaded: View | null = null
  return function Lazy({ desk }) {
    const [problem, setProblem] = useState<string | null>(null)
    useEffect(() => {
      if (loaded !== null) return
      load().then(
        (view) => {
          loaded = view
          return setProblem('')
        },
        // The pages of a newer server have other names.
        () => setProblem('This screen can’t be fetched. Reload the page.'),
      )
    }, [])
    const Loaded = loaded
    if (Loaded !== null) return <Loaded desk={desk} />
    return <p class={problem === null ? 'quiet' : 'problem'}>{problem ?? 'One moment …'}</p>
  }
}
