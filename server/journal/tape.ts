import type { JournalPlace, JournalReader } from './reader.ts'
import { quietInput, type ShowEnd, type TickInput } from './record.ts'

/** A journal as it is played: asked for one tick after the other. */
export interface Tape extends AsyncDisposable {
  /** The tick that is asked for next, 0 to begin with, or null after the last one. */
  next(): Promise<TapeTick | null>
  /** Bytes of the file until behind the last tick that was given; of a last line without a line break, until before it. */
  readonly bytes: number
}

export interface TapeTick {
  readonly input: TickInput
  /** Of the state after it, where it was written down. */
  readonly hash: string | null
  /** Where the show ended in order with this tick. */
  readonly end: ShowEnd | null
}

/**
 * Fills in the ticks to which nothing came. The reader is closed with it.
 *
 * @param from where the reader begins; the tick after it is asked for first
 */
export function createTape(reader: JournalReader, from: JournalPlace | null = null): Tape {
  const { entries } = reader
  let tick = from?.tick ?? -1
  let overloaded = from?.overloaded ?? false
  let bytes = from?.bytes ?? reader.headerBytes
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
        bytes = entry.bytes ?? bytes
        if (entry.kind === 'hash') ({ hash, end } = entry)
        else if (entry.kind === 'input') {
          ;({ input } = entry)
          overloaded = input.chat.overloaded
        }
      }
      return { input, hash, end }
    },
    get bytes() {
      return bytes
    },
    [Symbol.asyncDispose]: () => reader[Symbol.asyncDispose](),
  }
}
