import type { JournalReader } from './reader.ts'
import { quietInput, type ShowEnd, type TickInput } from './record.ts'

/** A journal as it is played: asked for one tick after the other. */
export interface Tape extends AsyncDisposable {
  /** The tick that is asked for next, 0 to begin with, or null after the last one. */
  next(): Promise<TapeTick | null>
}

export interface TapeTick {
  readonly input: TickInput
  /** Of the state after it, where it was written down. */
  readonly hash: string | null
  /** Where the show ended in order with this tick. */
  readonly end: ShowEnd | null
}

/** Fills in the ticks to which nothing came. The reader is closed with it. */
export function createTape(reader: JournalReader): Tape {
  const { entries } = reader
  let tick = -1
  let overloaded = false
  let held: ReturnType<typeof entries.next> | null = null
  const advance = () => (held = entries.next())
  return {
    async next() {
      const first = await (held ?? advance())
      tick += 1
      // Before the first tick there may be nothing at all.
      if (first.done && tick > 0) return null
      let input = quietInput(tick, overloaded)
      let hash: string | null = null
      let end: ShowEnd | null = null
      for (let each = first; !each.done; each = await advance()) {
        const entry = each.value
        if ((entry.kind === 'input' ? entry.input.tick : entry.tick) !== tick) break
        if (entry.kind === 'hash') ({ hash, end } = entry)
        else {
          ;({ input } = entry)
          overloaded = input.chat.overloaded
        }
      }
      return { input, hash, end }
    },
    [Symbol.asyncDispose]: () => reader[Symbol.asyncDispose](),
  }
}
