import { Fragment } from 'preact'
import { useStore } from '../../store.ts'
import type { Arcade } from '../arcade.ts'
import type { Outcome } from '../chat.ts'

/** What became of your last message, also read out by a screen reader. */
export function OutcomeLine({ arcade }: { arcade: Arcade }) {
  const outcome = useStore(arcade.chat.outcome)
  const windowId = useStore(arcade.board)?.windowId ?? 0
  const isLive = useStore(arcade.link.state).word === 'live'
  return (
    <p class={`outcome outcome-${outcome.word}`} role="status">
      {quoted(sentenceOf(outcome, windowId, isLive))}
    </p>
  )
}

function sentenceOf(outcome: Outcome, windowId: number, isLive: boolean): string {
  if (outcome.word === 'none') return isLive ? 'Type a command or press a button.' : ''
  if (outcome.word === 'sent') return 'Sending …'
  if (outcome.word === 'rejected') return `✗ ${outcome.sentence}`
  if (outcome.note !== null) return `✓ ${outcome.note}`
  if (outcome.windowId === 0) return `✓ \`${outcome.label}\` is in.`
  // Its window has closed: nothing changes that vote any more.
  if (outcome.windowId !== windowId) return `✓ You voted for \`${outcome.label}\`.`
  return `✓ You vote for \`${outcome.label}\`. Another command changes your vote.`
}

/** What stands between backticks was typed, or can be: it is set as code. */
export function quoted(sentence: string) {
  return sentence
    .split('`')
    .map((part, index) => (index % 2 ? <code key={index}>{part}</code> : <Fragment key={index}>{part}</Fragment>))
}
