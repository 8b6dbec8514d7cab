/**
 * Brings every patch to every spectator: the same bytes, made once, or the end of the line.
 *
 * Two faults of what Colyseus does by itself are mended here. It hands `ws` a view of its encoder's one buffer, and `ws` doesn't copy
 * what it can't send at once: for a slow client the next patch is written over the one before. And it sends for ever: what a client
 * doesn't read stays in memory without bound. So a patch is copied into a frame that nobody writes to again, and who is too far
 * behind, or has stopped reading, is cut. A patch is never skipped, since the next would then corrupt the client's state.
 */
import { randomBytes } from 'node:crypto'
import type { Socket } from 'node:net'
import type { WebSocket } from 'ws'

/** A client this far behind is cut. All wait for the same frames, so it is the list of them that costs, not their bytes. */
export const maxBufferedBytes = 1_000_000

/** Time between two pings, and time that their answer may take, which includes all that waits before them. */
export interface Patience {
  readonly pingEveryMs: number
  readonly patienceMs: number
}

const usual: Patience = { pingEveryMs: 3000, patienceMs: 7000 }

/** As long as frames go out in one turn of the event loop. A tick that falls due meanwhile is late by so much at most. */
const sliceMs = 0.4

/** Sockets between two looks at the clock. */
const stride = 8

export interface FanOut {
  /** From the next patch on; what the client needs before that has been sent to it. */
  add(client: WebSocket): void
  delete(client: WebSocket): void
  /**
   * Copies the patch and sends it, some of it after the return. While the last ones are still going out it waits, and they go
   * together: however many clients there are, the game's ticks come first, and the pictures of spectators get fewer.
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
}

export function createFanOut(patience: Patience = usual): FanOut {
  const readers = new Map<WebSocket, Reader>()
  /** Patches that are still going out, framed. There is no more of them than come in during one round. */
  let frames: Buffer[] = []
  let first = 0
  let isSending = false
  let joined = 0

  const head = () => first + frames.length

  function startRound(): void {
    // A copy: what is published while they go out waits for the next round.
    const round = createRound(first, [...frames], patience)
    const line = [...readers.values()]
    let at = 0
    const send = () => {
      const startMs = performance.now()
      for (let nowMs = startMs; nowMs - startMs < sliceMs && at < line.length; nowMs = performance.now())
        for (const reader of line.slice(at, (at += stride))) if (readers.has(reader.client)) round.serve(reader, nowMs)
      if (at < line.length) return void setImmediate(send)
      frames = frames.slice(round.end - first)
      first = round.end
      isSending = frames.length > 0
      if (isSending) setImmediate(startRound)
    }
    send()
  }

  return {
    add(client) {
      // One after the other, so that pings and their answers never come in a burst.
      const pingDueMs = performance.now() + ((joined++ % 64) / 64) * patience.pingEveryMs
      const reader: Reader = { client, next: head(), pingDueMs, awaited: null }
      readers.set(client, reader)
      client.on('pong', (payload: Buffer) => {
        if (reader.awaited?.payload.equals(payload)) reader.awaited = null
      })
    },
    delete: (client) => void readers.delete(client),
    publish(patch) {
      frames.push(frameOf(binary, patch))
      if (isSending) return
      isSending = true
      startRound()
    },
  }
}

/** Takes everybody to the same patch. Who has joined since the last round needs fewer of them than the others. */
function createRound(first: number, frames: readonly Buffer[], { pingEveryMs, patienceMs }: Patience) {
  const end = first + frames.length
  // Only who reads can answer what nobody could have guessed.
  const payload = randomBytes(4)
  const ping = frameOf(pinging, payload)
  const batches = new Map<number, { readonly plain: Buffer; readonly pinging: Buffer }>()
  const batchFrom = (next: number) => {
    const known = batches.get(next)
    if (known) return known
    const due = frames.slice(next - first)
    const plain = due.length === 1 ? (due[0] as Buffer) : Buffer.concat(due)
    const batch = { plain, pinging: Buffer.concat([plain, ping]) }
    batches.set(next, batch)
    return batch
  }
  return {
    end,
    serve(reader: Reader, nowMs: number): void {
      const { client, next, awaited } = reader
      const socket = socketOf(client)
      if (client.readyState !== client.OPEN || next >= end) return
      const isSilent = awaited !== null && nowMs - awaited.sentMs > patienceMs
      if (isSilent || socket.writableLength > maxBufferedBytes) return client.terminate()
      const isPinged = awaited === null && nowMs >= reader.pingDueMs
      if (isPinged) {
        reader.awaited = { payload, sentMs: nowMs }
        reader.pingDueMs = nowMs + pingEveryMs
      }
      reader.next = end
      socket.write(isPinged ? batchFrom(next).pinging : batchFrom(next).plain)
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
