import { readFileSync } from 'node:fs'
import type { Socket } from 'node:net'
import { askedWindow, createAcks } from './acks.ts'

/** How often the system is asked, and for how long it may tell of no progress, in ms. Together under 3 s. */
const askMs = 250
const patienceMs = 2000

/** A server that has said so lately has taken what it was sent, and the system needn’t be asked. */
const freshMs = 500

/**
 * The system walks through its table of all connections to answer, which takes milliseconds on a machine with much memory, however few
 * there are: it is asked that seldom that it costs one part in a hundred, but not more seldom than this.
 */
const maxRestMs = 500

/** Below this nothing is stuck: what was just written waits for its acknowledgement. */
const minStuckBytes = 2048

export interface UnsentWatch {
  /** Bytes that the other end hasn't taken, as far as it can be told: what was written since the last look counts as untaken. */
  readonly bytes: number
  /** The server says how many bytes it has read. */
  acknowledged(value: number): void
  stop(): void
}

export interface UnsentEvents {
  /** Time has passed, and there may be room. Several times a second. */
  readonly asked: () => void
  /** Nothing was taken for 2 s although there was something to take. Called once. */
  readonly stuck: () => void
}

/**
 * Watches whether what a socket has to send is taken at the other end. A server that accepts and doesn't read leaves ever more
 * bytes unsent, and a slow way lets them pile up; the system knows it long before a write would wait: its own buffer swallows
 * seconds of a stream. What the other end's system swallows, a server that acknowledges shows. A slow way that takes anything is not stuck.
 *
 * @param wire the connection of TCP
 * @param socket what is written to: the same, or TLS on it
 */
export function watchUnsent(wire: Socket, { asked, stuck }: UnsentEvents, socket: Socket = wire): UnsentWatch {
  const acks = createAcks()
  const handed = () => wire.bytesWritten - wire.writableLength
  let since = performance.now()
  let before: { held: number | null; handed: number } = { held: null, handed: handed() }
  let askAgainMs = 0
  const ask = () => {
    const startMs = performance.now()
    if (acks.isPrompt && startMs - acks.lastMs < freshMs) {
      since = startMs
      before = { held: null, handed: handed() }
      return asked()
    }
    if (startMs < askAgainMs) return asked()
    const now = { held: kernelUnsent(wire), handed: handed() }
    askAgainMs = startMs + Math.min(maxRestMs, 100 * (performance.now() - startMs)) - askMs / 2
    const taken = now.handed - before.handed - ((now.held ?? 0) - (before.held ?? 0))
    const isOwed = (now.held ?? 0) + socket.writableLength >= minStuckBytes
    if (!isOwed || taken > 0) since = performance.now()
    before = now
    const isUnread = acks.unread(socket.bytesWritten) > askedWindow
    const silentSince = isUnread ? Math.min(since, acks.lastMs) : since
    if (performance.now() - silentSince < patienceMs) return asked()
    clearInterval(timer)
    stuck()
  }
  const timer = setInterval(ask, askMs)
  return {
    get bytes() {
      const { held, handed: handedBefore } = before
      const inSystem = held === null ? 0 : held + handed() - handedBefore
      return Math.max(inSystem + socket.writableLength, acks.unread(socket.bytesWritten))
    },
    acknowledged: (value) => acks.take(value, socket.bytesWritten),
    stop: () => clearInterval(timer),
  }
}

/**
 * Bytes that the system holds for the other end, sent or not, and that were not acknowledged.
 * From /proc/net/tcp (proc(5)): local address, remote address, state, then the two queues in hexadecimal. Null where there is no such file.
 *
 * Read at once, and not by Node's pool of threads: that waits for names to be resolved as well, and a dead name server would hold up every output.
 */
function kernelUnsent(socket: Socket): number | null {
  const local = portHex(socket.localPort)
  const remote = portHex(socket.remotePort)
  const file = socket.remoteFamily === 'IPv6' ? '/proc/net/tcp6' : '/proc/net/tcp'
  try {
    const line = readFileSync(file, 'latin1')
      .split('\n')
      .find((each) => {
        const [, from = '', to = ''] = each.trim().split(/ +/, 3)
        return from.endsWith(local) && to.endsWith(remote)
      })
    const queues = line?.trim().split(/ +/, 5)[4]
    return queues === undefined ? null : Number.parseInt(queues.split(':', 1)[0] ?? '', 16)
  } catch {
    return null
  }
}

function portHex(port: number | undefined): string {
  return `:${(port ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}
