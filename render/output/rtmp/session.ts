import type { Socket } from 'node:net'
import { decodeAmf, encodeAmf, type AmfValue } from './amf.ts'
import { messageType, type RtmpMessage } from './chunks.ts'
import { openConnection } from './connection.ts'
import { askedWindow } from './acks.ts'

export interface SessionOptions {
  /** `rtmp://host/app`, as the server is told it was asked for. */
  readonly url: string
  readonly app: string
  readonly key: string
}

export interface SessionEvents {
  /** The server waits for the stream. */
  publishing(): void
  /** The server says how many bytes it has read so far, modulo 2^32. */
  acknowledged(bytes: number): void
  /** The server has refused, or what it sends can't be read. The reason may hold the key. */
  failed(reason: string): void
}

/** What a client that publishes says to a server (RTMP 1.0, section 7.2). */
export interface Session {
  /** Sends what belongs to the stream; its time is in ms since the session's first. */
  send(type: keyof typeof chunkStreams, time: number, body: Buffer): void
  /** Says that the stream is over. */
  goodbye(): void
}

/** Which chunk stream carries what; the numbers are ours to choose, from 3 on. */
const chunkStreams = { audio: 4, video: 6, data: 5 } as const
const commandStream = 3
const controlStream = 2

const windowSize = Buffer.alloc(4)
windowSize.writeUInt32BE(askedWindow)

/** Numbers of the commands that an answer is waited for. */
const transaction = { connect: 1, createStream: 4 } as const

/** Asks the server at the other end of a connected socket to take a stream. */
export function openSession(socket: Socket, { url, app, key }: SessionOptions, events: SessionEvents): Session {
  let stream = 0
  const connection = openConnection(socket, {
    ready() {
      const about = { app, type: 'nonprivate', flashVer: 'FMLE/3.0 (compatible; chatarcade)', tcUrl: url }
      connection.write({ type: messageType.windowAckSize, stream: 0, time: 0, body: windowSize }, controlStream)
      command(0, 'connect', transaction.connect, about)
    },
    message(message) {
      const { type, body } = message
      if (type === messageType.command) answered(message)
      else if (type === messageType.acknowledgement && body.length >= 4) events.acknowledged(body.readUInt32BE(0))
    },
    failed: (reason) => events.failed(reason),
  })
  const command = (on: number, ...values: AmfValue[]) =>
    connection.write({ type: messageType.command, stream: on, time: 0, body: encodeAmf(values) }, commandStream)

  const answered = ({ body }: RtmpMessage) => {
    const [name, number, , value] = decodeAmf(body)
    if (name === 'onStatus') return told(value)
    // Servers answer releaseStream and FCPublish with errors as they like; neither matters.
    if (number !== transaction.connect && number !== transaction.createStream) return
    if (name === '_error') events.failed(described(value, 'the server refuses the connection'))
    else if (name === '_result' && number === transaction.connect) createStream()
    else if (name === '_result') publish(Number(value))
  }
  const createStream = () => {
    command(0, 'releaseStream', 2, null, key)
    command(0, 'FCPublish', 3, null, key)
    command(0, 'createStream', transaction.createStream, null)
  }
  const publish = (created: number) => {
    stream = created
    command(stream, 'publish', 5, null, key, 'live')
  }
  const told = (value: AmfValue | undefined) => {
    const { code, level } = membersOf(value)
    if (code === 'NetStream.Publish.Start') events.publishing()
    else if (level === 'error') events.failed(described(value, 'the server refuses the stream'))
  }

  return {
    send: (type, time, body) =>
      connection.write({ type: messageType[type], stream, time: time >>> 0, body }, chunkStreams[type]),
    goodbye() {
      command(stream, 'FCUnpublish', 6, null, key)
      command(stream, 'deleteStream', 7, null, stream)
    },
  }
}

function membersOf(value: AmfValue | undefined): { readonly [key: string]: AmfValue } {
  return typeof value === 'object' && value !== null ? value : {}
}

/** A refusal in the server's own words, where it has any. */
function described(value: AmfValue | undefined, otherwise: string): string {
  const { description, code } = membersOf(value)
  const why = [description, code].find((text): text is string => typeof text === 'string' && text !== '')
  return why === undefined ? otherwise : `${otherwise}: ${why}`
}
