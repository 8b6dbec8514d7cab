import { changesNothing, type ListChange } from '../../../controls/list-change.ts'

/** As many as are read at a glance. */
const maxNamed = 6

/** What somebody else has done to a list since somebody began to edit it. */
export function Meanwhile({ change }: { change: ListChange }) {
  if (changesNothing(change)) return null
  const parts = [named(change.add, 'added'), named(change.remove, 'taken out')].filter((part) => part !== '')
  return (
    <p class="hint warning" role="status">
      {`Changed by somebody else meanwhile: ${parts.join('; ')}. That stays, and your own changes come on top of it.`}
    </p>
  )
}

function named(list: readonly string[], word: string): string {
  if (list.length === 0) return ''
  const more = list.length - maxNamed
  const names = list.slice(0, maxNamed).map((each) => `“${each}”`)
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''} ${word}`
}
