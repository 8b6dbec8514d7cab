import type { ChatMessage, ChatObserver, Outcome } from '../../chat/index.ts'
import type { RecordedMessage } from './recorder.ts'

/** A message as it came, since most are never looked at; what the rest of the show makes of it doesn't change it. */
export interface Entry {
  readonly number: number
  readonly message: ChatMessage
  readonly outcome: Outcome
  readonly tick: number
  withdrawn: boolean
  removed: RecordedMessage['removed']
}

/** The latest messages in a ring, and which of them have changed lately. */
export interface History {
  readonly newest: number
  readonly changed: number
  add(message: ChatMessage, outcome: Outcome, tick: number): void
  /** Newest first. */
  latest(): Iterable<Entry>
  changesSince(change: number): readonly Entry[]
  readonly takeBack: ChatObserver['tookBack']
}

const maxChanges = 1000

/** @param isBallot whether what became of a message was a ballot, or a command that waits or acts */
export function createHistory(most: number, isBallot: (outcome: Outcome) => boolean): History {
  /** A message's place is its number, so that the ring is never moved. */
  const ring: Entry[] = []
  let newest = 0
  let changed = 0
  let changes: Entry[] = []
  const isKept = ({ number }: Entry) => number > newest - most
  function* latest(): Iterable<Entry> {
    for (let number = newest; number > Math.max(0, newest - most); number--) yield ring[number % most]!
  }
  const noteChange = (entry: Entry) => {
    changed += 1
    changes.push(entry)
    if (changes.length >= 2 * maxChanges) changes = changes.slice(-maxChanges)
  }
  return {
    get newest() {
      return newest
    },
    get changed() {
      return changed
    },
    add(message, outcome, tick) {
      newest += 1
      ring[newest % most] = { number: newest, message, outcome, tick, withdrawn: false, removed: null }
    },
    latest,
    changesSince(since) {
      const count = Math.min(changed - since, changes.length, maxChanges)
      return count <= 0 ? [] : [...new Set(changes.slice(-count))].filter(isKept)
    },
    takeBack(what, ballots, isLine) {
      const removed = removedBy(what)
      // Spectators who leave without a ballot are many, and nobody looks for them here.
      if (removed === null && ballots === 0) return
      const isMatch = matcherOf(what)
      const isTaken = createTaken(ballots, isLine, isMatch)
      const isOne = removed === null || what.type === 'message-deleted'
      for (const entry of latest()) {
        const isMeant = isMatch(entry)
        // Most are nobody's business; only a veto has to know what people chose after it.
        if (!isMeant && what.type !== 'vetoed') continue
        const goes = isTaken(entry, isBallot(entry.outcome))
        if (goes) entry.withdrawn = true
        const isGone = removed !== null && entry.removed === null
        if (isGone) entry.removed = removed
        if (goes || isGone) noteChange(entry)
        if (isOne && isTaken.isDone()) return
      }
    },
  }
}

type What = Parameters<ChatObserver['tookBack']>[0]

/**
 * Tells which ballots went, asked from the newest message on: the newest, since older ones have counted. Of each person only the last one
 * stands, unless they have several in line.
 */
function createTaken(ballots: number, isLine: boolean, isMatch: (entry: Entry) => boolean) {
  const seen = new Set<string>()
  let left = ballots
  const isTaken = (entry: Entry, isBallot: boolean): boolean => {
    const { userId } = entry.message
    if (left === 0 || !isBallot || entry.withdrawn || seen.has(userId)) return false
    if (!isLine) seen.add(userId)
    if (!isMatch(entry)) return false
    left -= 1
    return true
  }
  return Object.assign(isTaken, { isDone: () => left === 0 })
}

/** Which messages it is about. */
function matcherOf(what: What): (entry: Entry) => boolean {
  if (what.type === 'vetoed') return ({ outcome }) => outcome.accepted && outcome.command.label === what.label
  if (what.type === 'message-deleted') return ({ message }) => message.id === what.messageId
  if (what.type === 'chat-cleared') return ({ message }) => message.source === what.source
  const userId = 'userId' in what ? what.userId : null
  return ({ message }) => message.userId === userId
}

function removedBy({ type }: What): RecordedMessage['removed'] {
  if (type === 'message-deleted') return 'deleted'
  if (type === 'user-timed-out') return 'timed-out'
  if (type === 'user-banned') return 'banned'
  return type === 'chat-cleared' ? 'cleared' : null
}
