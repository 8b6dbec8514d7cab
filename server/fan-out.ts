/**
 * Brings every patch to every spectator: the same bytes, made once, or the end of the line.
 *
 * Two faults of what Colyseus does by itself are mended here. It hands `ws` a view of its encoder's one buffer, and `ws` doesn't copy
 * what it can't send at once: for a slow client the next patch is written over the one before. And it sends for ever: what a client
 * doesn't read stays in memory without bound. So a patch is copied into a frame that nobody writes to again, and who is too far
 * behind, or has stopped reading, is cut. A patch is never skipped, since the next would then corrupt the client's state.
 *
 * A send costs more than all the rest, so it isn't wasted on sockets that nobody reads: of the fan-out a client first gets a ping, and
 * its patches wait for the answer. They wait likewise for whoever takes long over a later one.
 */
import { randomBytes } from 'node:crypto'
import type { Socket } from 'node:net'
import type { WebSocket } from 'ws'

/** A client this far behind is cut. All wait for the same frames, so it is the list of them that costs, not their bytes. */
export const maxBufferedBytes = 1_000_000

/** Time between two pings, time after which nothing more is sent until one is answered, and time that the answer may take. */
export interface Patience {
  readonly pingEveryMs: number
  readonly holdMs: number
  readonly patienceMs: number
}

const usual: Patience = { pingEveryMs: 3000, holdMs: 1000, patienceMs: 7000 }

/** As long as frames go out in one turn of the event loop. A tick that falls due meanwhile is late by so much at most. */
const sliceMs = 0.4

/** Sockets between two looks at the clock. */
const stride = 8

export interface FanOut {
  /** From the next patch on; what the client needs before that has been sent to it. */
  add(client: WebSocket): void
  delete(client: WebSocket): void
  /** Of patches that somebody still has to get, each counted once. */
  readonly waitingBytes: number
  /**
   * Copies the patch and sends it after the return. While the last ones are still going out it waits, and they go together: however
   * many clients there are, the game's ticks come first, and the pictures of spectators get fewer.
   */
  publish(patch: Uint8Array): void
}

interface Reader {
  readonly client: WebSocket
  /** Number of the first patch that it hasn't got. */
  next: number
  pingDueMs: number
  /** The ping that it has to answer. */
  awaited: { readonly payload: Buffer; readonly sentMs: number } | null
  /** Whether it has answered one. */
  isProven: boolean
}

/** A patch as it is sent. */
interface Frame {
  readonly bytes: Buffer
  /** Of all frames before it. */
  readonly bytesBefore: number
}

export function createFanOut(patience: Patience = usual): FanOut {
  const readers = new Map<WebSocket, Reader>()
  /** Patches that somebody still has to get. There are no more of them than somebody’s answer may take, and of no more bytes than may wait. */
  let frames: Frame[] = []
  let first = 0
  let bytes = 0
  let isSending = false
  let joined = 0
  /**
   * End of the last slice. All that had come by then has been read, since slices are immediates and sockets are read between any two
   * of them: so it is by this time that clients are judged, and a stall of the process is never theirs.
   */
  let heardMs = performance.now()

  const head = () => first + frames.length
  // A copy: what is published while they go out waits for the next round.
  const newRound = () => createRound(first, [...frames], patience)

  function forgetSent(): void {
    let least = head()
    // Nobody waits for what a connection that is closing would have got, however long its end takes.
    for (const { client, next } of readers.values())
      if (client.readyState === client.OPEN) least = Math.min(least, next)
    frames = frames.slice(least - first)
    first = least
  }

  function startRound(): void {
    const round = newRound()
    const line = [...readers.values()]
    let at = 0
    const send = () => {
      const startMs = performance.now()
      while (at < line.length && performance.now() - startMs < sliceMs)
        for (const reader of line.slice(at, (at += stride)))
          if (readers.has(reader.client)) round.serve(reader, heardMs)
      heardMs = performance.now()
      if (at < line.length) return void setImmediate(send)
      forgetSent()
      isSending = head() > round.end
      if (isSending) setImmediate(startRound)
    }
    send()
  }

  return {
    add(client) {
      // One after the other, so that pings and their answers never come in a burst.
      const pingDueMs = performance.now() + ((joined++ % 64) / 64) * patience.pingEveryMs
      const reader: Reader = { client, next: head(), pingDueMs, awaited: null, isProven: false }
      readers.set(client, reader)
      client.on('pong', (payload: Buffer) => {
        if (!reader.awaited?.payload.equals(payload)) return
        reader.awaited = null
        reader.isProven = true
        if (readers.has(client) && reader.next < head()) newRound().serve(reader, heardMs)
      })
    },
    delete: (client) => void readers.delete(client),
    get waitingBytes() {
      return bytes - (frames[0]?.bytesBefore ?? bytes)
    },
    publish(patch) {
      const frame = frameOf(binary, patch)
      frames.push({ bytes: frame, bytesBefore: bytes })
      bytes += frame.length
      if (isSending) return
      isSending = true
      setImmediate(startRound)
    },
  }
}

/** Takes everybody to the same patch. Who has joined since the last round needs fewer of them than the others, and who was waited for more. */
function createRound(first: number, frames: readonly Frame[], { pingEveryMs, holdMs, patienceMs }: Patience) {
  const end = first + frames.length
  const last = frames.at(-1)
  const total = last === undefined ? 0 : last.bytesBefore + last.bytes.length
  // Only who reads can answer what nobody could have guessed.
  const payload = randomBytes(4)
  const ping = frameOf(pinging, payload)
  const isHeld = ({ awaited, isProven }: Reader, heardMs: number) =>
    awaited !== null && (!isProven || heardMs - awaited.sentMs > holdMs)
  const waitingBytes = (reader: Reader, socket: Socket, heardMs: number) =>
    isHeld(reader, heardMs) ? total - (frames[reader.next - first]?.bytesBefore ?? total) : socket.writableLength
  return {
    end,
    /** Answers that came after `heardMs` may still be unread. */
    serve(reader: Reader, heardMs: number): void {
      const { client, next, awaited, isProven } = reader
      const socket = socketOf(client)
      if (client.readyState !== client.OPEN || next >= end) return
      const isSilent = awaited !== null && heardMs - awaited.sentMs > patienceMs
      if (isSilent || waitingBytes(reader, socket, heardMs) > maxBufferedBytes) return client.terminate()
      if (isHeld(reader, heardMs)) return
      const isPinged = awaited === null && (!isProven || heardMs >= reader.pingDueMs)
      if (isPinged) reader.awaited = { payload, sentMs: performance.now() }
      if (!isProven) return void socket.write(ping)
      if (isPinged) reader.pingDueMs = performance.now() + pingEveryMs
      reader.next = end
      // The frames themselves, in one system call: put together they would be a copy for each client that waited for others.
      socket.cork()
      for (const frame of frames.slice(next - first)) socket.write(frame.bytes)
      if (isPinged) socket.write(ping)
      socket.uncork()
    },
  }
}

/**
 * What is below a WebSocket. `ws` frames a message anew for each socket, in two writes, and has no way to take a frame that is
 * made; without compression, which is off, it keeps no queue of its own that this could overtake.
 */
function socketOf(client: WebSocket): Socket {
  return (client as unknown as { readonly _socket: Socket })._socket
}

/** Opcodes of RFC 6455, 5.2, each with the mark of a whole message. */
const binary = 0x82
const pinging = 0x89

/** A frame as servers send them, unmasked (RFC 6455, 5.2), with a copy of the payload. */
function frameOf(opcode: number, payload: Uint8Array): Buffer {
  const { length } = payload
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const frame = Buffer.allocUnsafeSlow(head + length)
  frame[0] = opcode
  if (head === 2) frame[1] = length
  else if (head === 4) {
    frame[1] = 126
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = 127
    frame.writeBigUInt64BE(BigInt(length), 2)
  }
  frame.set(payload, head)
  return frame
}
