import { nameColour } from '../../../../render/browser.ts'
import type { Desk, Person } from '../desk.ts'
import { quoted } from '../../watch/parts/outcome-line.tsx'
import { Icon } from '../parts/icon.tsx'
import type { Message } from '../shapes.ts'
import { deleteMessage, withdraw } from './acts.ts'
import { verdictOf } from './verdict.ts'

interface RowProps {
  readonly desk: Desk
  readonly message: Message
  /** Whether its buttons are there: only where the pointer or the keys are. */
  readonly isChosen?: boolean
  /** Whether the reason of a refusal stands below it: not where the pointer merely passes, since all below it would jump. */
  readonly isTold?: boolean
  /** Whether keys move along the rows, so that Tab needs no stop at each name. */
  readonly isKeyed?: boolean
  /** Null where the person is on the screen already, with all that concerns them and not this one message. */
  readonly open: ((person: Person) => void) | null
}

/** Badges that say what somebody may do, or has paid for. */
const shownBadges: ReadonlyMap<string, string> = new Map([
  ['broadcaster', 'host'],
  ['moderator', 'mod'],
  ['vip', 'vip'],
  ['subscriber', 'sub'],
  ['founder', 'sub'],
])

/** Longer ones are seen whole beside the history of who wrote them: a flood of letters must not push the others away. */
const shownLength = 280

/** A hover title has no letters of another kind. */
const plain = (sentence: string) => sentence.replaceAll(/`([^`]*)`/g, '“$1”')

const brief = (text: string) => (text.length <= shownLength ? text : `${text.slice(0, shownLength)} …`)

/** A message, who wrote it, and what it became. */
export function Row({ desk, message, isChosen = false, isTold = false, isKeyed = false, open }: RowProps) {
  const { number, user, text, colour, badges, removed } = message
  const verdict = verdictOf(message)
  const isOfPerson = open === null
  const hasReason = verdict.kind === 'refused' || (verdict.kind === 'talk' && isTold)
  const mayAct = desk.may('chat.moderate')
  return (
    <li
      class={isChosen ? 'row chosen' : 'row'}
      data-number={number}
      data-kind={verdict.kind}
      aria-current={isChosen ? 'true' : undefined}
    >
      {badges.map((badge) => shownBadges.has(badge) && <Badge key={badge} badge={badge} />)}
      {open !== null && (
        <button
          type="button"
          class="name"
          tabIndex={isKeyed ? -1 : undefined}
          style={{ color: nameColour(colour ?? '', user) }}
          onClick={() => open({ userId: message.userId, name: user })}
        >
          {user}
        </button>
      )}
      <span class={removed === null ? 'text' : 'text struck'}>{isOfPerson ? text : brief(text)}</span>
      <span class="verdict" data-kind={verdict.kind} title={plain(verdict.sentence)}>
        {verdict.word}
      </span>
      {hasReason && (isTold || isOfPerson) && <span class="row-why">{quoted(verdict.sentence)}</span>}
      {isChosen && mayAct && <Actions desk={desk} message={message} />}
      {isOfPerson && mayAct && (
        <span class="row-delete">
          <Delete desk={desk} message={message} title="Delete the message" />
        </span>
      )}
    </li>
  )
}

function Badge({ badge }: { badge: string }) {
  return <span class="badge">{shownBadges.get(badge)}</span>
}

function Actions({ desk, message }: { desk: Desk; message: Message }) {
  const { userId, user: name } = message
  return (
    <span class="row-acts">
      <button
        type="button"
        class="icon"
        title="Time out (t)"
        aria-label={`Time out ${name}`}
        onClick={() => desk.banning.set({ userId, name })}
      >
        <Icon name="clock" />
      </button>
      <Delete desk={desk} message={message} title="Delete the message (d)" />
      <button
        type="button"
        class="icon"
        title="Take back their ballots (w)"
        aria-label={`Take back the ballots of ${name}`}
        onClick={() => withdraw(desk, { userId, name })}
      >
        <Icon name="back" />
      </button>
    </span>
  )
}

function Delete({ desk, message, title }: { desk: Desk; message: Message; title: string }) {
  return (
    <button
      type="button"
      class="icon"
      title={title}
      aria-label="Delete the message"
      disabled={message.id === null || message.removed !== null}
      onClick={() => deleteMessage(desk, message)}
    >
      <Icon name="bin" />
    </button>
  )
}
