import type { Deed } from '../shapes.ts'
import { changesOf, type Change } from './change.ts'
import type { Titles } from './titles.ts'

/** From what to what, below the sentence that says what was done. */
export function Changes({ deed, titles }: { deed: Deed; titles: Titles }) {
  const changes = changesOf(deed, titles)
  if (changes.length === 0) return null
  return (
    <ul class="changes quiet">
      {changes.map((change) => (
        <li key={change.what}>
          {change.what !== '' && `${change.what}: `}
          <Values {...change} />
        </li>
      ))}
    </ul>
  )
}

function Values({ from, to }: Pick<Change, 'from' | 'to'>) {
  if (to === null) return <s>{from}</s>
  if (from === null) return <b>{to}</b>
  return (
    <>
      from {from} to <b>{to}</b>
    </>
  )
}
