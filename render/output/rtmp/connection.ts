import type { Socket } from 'node:net'
import { createMessageReader, messageType, writeMessage, type RtmpMessage } from './chunks.ts'
import { greetServer, type Greeting } from './handshake.ts'

export interface ConnectionEvents {
  /** The handshake is over. */
  ready(): void
  /** A message that isn't the connection's own affair. */
  message(message: RtmpMessage): void
  /** What the other end sends can't be read. */
  failed(reason: string): void
}

/** Messages to and from the other end of one socket. */
export interface Connection {
  write(message: RtmpMessage, chunkStream: number): void
}

/** Chunks as large as OBS sends them: the default of 128 bytes would cost a header for each. */
const chunkSize = 4096

/** The chunk stream that is the protocol's own. */
const controlStream = 2

/** Kinds of user control messages (section 7.1.7): a ping is answered with its own number. */
const userControl = { ping: 6, pong: 7 } as const

/** Shakes hands, answers pings and acknowledges what it has read (RTMP 1.0, sections 5 and 7.1). */
export function openConnection(
  socket: Socket,
  events: ConnectionEvents,
  { hello, steps }: Greeting = greetServer(),
): Connection {
  let greeted = 0
  let greeting: Buffer = Buffer.alloc(0)
  let received = 0
  let acknowledged = 0
  let window = Infinity

  const write = (message: RtmpMessage, chunkStream: number) => {
    socket.cork()
    for (const part of writeMessage(message, chunkStream, chunkSize)) socket.write(part)
    socket.uncork()
  }
  const control = (type: number, body: Buffer) => write({ type, stream: 0, time: 0, body }, controlStream)

  const read = createMessageReader((message) => {
    const { type, body } = message
    if (type === messageType.windowAckSize && body.length >= 4) window = body.readUInt32BE(0)
    else if (type === messageType.userControl && body.length >= 6 && body.readUInt16BE(0) === userControl.ping)
      control(type, Buffer.concat([Buffer.from([0, userControl.pong]), body.subarray(2, 6)]))
    else events.message(message)
  })

  const take = (chunk: Buffer) => {
    received += chunk.length
    if (received - acknowledged >= window) {
      acknowledged = received
      control(messageType.acknowledgement, uint32(received))
    }
    if (greeted === steps.length) return read(chunk)
    greeting = Buffer.concat([greeting, chunk])
    for (let step = steps[greeted]; step !== undefined; step = steps[greeted]) {
      const taken = step(greeting)
      if (taken === null) return
      socket.write(taken.answer)
      greeting = taken.rest
      greeted += 1
    }
    control(messageType.setChunkSize, uint32(chunkSize))
    events.ready()
    if (greeting.length > 0) read(greeting)
  }
  socket.on('data', (chunk: Buffer) => {
    try {
      take(chunk)
    } catch (error) {
      events.failed(error instanceof Error ? error.message : String(error))
    }
  })
  socket.write(hello)
  return { write }
}

function uint32(value: number): Buffer {
  const out = Buffer.alloc(4)
  out.writeUInt32BE(value >>> 0)
  return out
}
