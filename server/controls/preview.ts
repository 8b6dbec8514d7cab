import { setImmediate as turn } from 'node:timers/promises'
import { createPreview } from '../../chat/index.ts'
import type { RecordedMessage } from './recorder.ts'

/** As long as messages are looked at in one turn of the event loop. A tick that falls due meanwhile is late by so much at most. */
const sliceMs = 1

/** Terms times messages that one preview looks at: the more terms, the fewer messages, the newest. */
const maxLooks = 50_000

/** Terms that are looked for in one go: with a thousand of them a single long message takes several milliseconds. */
const atOnce = 40

/** Previews that wait for the one that runs. */
const maxWaiting = 5

export interface PreviewedLists {
  readonly blocked?: readonly string[] | undefined
  readonly ignore?: readonly string[] | undefined
}

export type Caught = readonly { readonly message: RecordedMessage; readonly why: 'blocked' | 'ignored' }[]

/**
 * What lists of blocked terms and of people who aren't heard would have caught of these messages, newest last; between the ticks, so that
 * nobody’s show waits for it.
 *
 * @throws {RangeError} on a term of fewer than two letters
 */
export async function previewFilter(
  { blocked = [], ignore = [] }: PreviewedLists,
  messages: readonly RecordedMessage[],
): Promise<Caught> {
  const breathe = createBreath()
  const parts = [createPreview({ ignore })]
  for (let first = 0; first < blocked.length; first += atOnce) {
    parts.push(createPreview({ blocked: blocked.slice(first, first + atOnce) }))
    await breathe()
  }
  const caught: Caught[number][] = []
  for (const message of messages.slice(-Math.floor(maxLooks / Math.max(1, blocked.length + ignore.length))))
    for (const look of parts) {
      const pause = breathe()
      if (pause !== null) await pause
      const why = look(message)
      if (why === null) continue
      caught.push({ message, why })
      break
    }
  return caught
}

/** @returns lets others have their turn, where one’s own has lasted long enough */
function createBreath(): () => Promise<void> | null {
  let untilMs = performance.now() + sliceMs
  const pause = async () => {
    await turn()
    untilMs = performance.now() + sliceMs
  }
  // Nothing is waited for in between, which with many terms would take longer than the looking.
  return () => (performance.now() < untilMs ? null : pause())
}

/** Previews one after the other. @returns null where too many wait already */
export function createPreviewer(): (
  lists: PreviewedLists,
  messages: () => readonly RecordedMessage[],
) => Promise<Caught | null> {
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0
  return async (lists, messages) => {
    if (waiting > maxWaiting) return null
    waiting += 1
    const made = last.then(() => previewFilter(lists, messages()))
    last = made.catch(() => {})
    try {
      return await made
    } finally {
      waiting -= 1
    }
  }
}
