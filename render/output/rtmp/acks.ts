/** How many bytes a server is asked to read before it says so, each time (RTMP 1.0, section 5.4.4). */
export const askedWindow = 16 * 1024

/** What a server says of how much it has read. The system's own acknowledgements only tell what has reached its machine. */
export interface Acks {
  /** Whether it says so about as often as it was asked to; many servers don't. */
  readonly isPrompt: boolean
  /** When it last did, in ms. */
  readonly lastMs: number
  /** Bytes that were written and that it should have spoken of by now: less than a window it need not mention. */
  unread(written: number): number
  /** Takes a number of bytes that the server says to have read; it wraps, and servers begin to count where they like. */
  take(value: number, written: number): void
}

export function createAcks(): Acks {
  let isPrompt = false
  let lastMs = performance.now()
  let last = 0
  let read = 0
  /** What is always between the two counts: bytes of the handshake, say. */
  let between = Infinity
  return {
    get isPrompt() {
      return isPrompt
    },
    get lastMs() {
      return lastMs
    },
    unread: (written) => (isPrompt ? Math.max(0, written - read - between - askedWindow) : 0),
    take(value, written) {
      const more = (value - last) >>> 0
      last = value
      lastMs = performance.now()
      isPrompt = more <= 4 * askedWindow
      // A count that begins anew says nothing of how much was read in the meantime.
      read = isPrompt ? read + more : written - (between === Infinity ? 0 : between)
      between = Math.min(between, written - read)
    },
  }
}
