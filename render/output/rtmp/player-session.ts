import { createHash, timingSafeEqual } from 'node:crypto'
import type { Socket } from 'node:net'
import type { RtmpListenTarget } from '../target.ts'
import { decodeAmf, encodeAmf, type AmfValue } from './amf.ts'
import { messageType } from './chunks.ts'
import { openConnection } from './connection.ts'
import { greetClient } from './handshake.ts'

export interface PlayerEvents {
  /** The player has named application and key, and waits for the stream. @returns whether it is to have it */
  playing(): boolean
  /** It has said that it leaves, was refused, or what it sends can't be read. */
  over(): void
}

/** What a server says to a client that plays (RTMP 1.0, section 7.2). */
export interface PlayerSession {
  /** Sends what belongs to the stream; its time is in ms since the session's first. */
  send(type: keyof typeof chunkStreams, time: number, body: Buffer): void
}

const chunkStreams = { audio: 4, video: 6, data: 5 } as const
const commandStream = 3
const controlStream = 2

/** The one stream of each connection. */
const stream = 1

const windowBytes = 2_500_000

/** Tells the client that the stream begins (section 7.1.7). */
const streamBegin = Buffer.from([0, 0, 0, 0, 0, stream])

/** Answers the player at the other end of a connected socket. */
export function openPlayerSession(
  socket: Socket,
  { app, key }: Pick<RtmpListenTarget, 'app' | 'key'>,
  events: PlayerEvents,
): PlayerSession {
  let named = ''
  const connection = openConnection(
    socket,
    {
      ready() {},
      message(message) {
        if (message.type === messageType.command) asked(decodeAmf(message.body))
      },
      failed: () => events.over(),
    },
    greetClient(),
  )
  const command = (on: number, ...values: AmfValue[]) =>
    connection.write({ type: messageType.command, stream: on, time: 0, body: encodeAmf(values) }, commandStream)
  const control = (type: number, body: Buffer) => connection.write({ type, stream: 0, time: 0, body }, controlStream)
  const tell = (level: string, code: string) =>
    command(stream, 'onStatus', 0, null, { level, code: `NetStream.Play.${code}`, description: code })

  const asked = ([name, number, about, value]: readonly AmfValue[]) => {
    if (typeof number !== 'number') return events.over()
    if (name === 'connect') accept(number, about)
    else if (name === 'createStream') command(0, '_result', number, null, stream)
    else if (name === 'play') play(value)
    else if (name === 'closeStream' || name === 'deleteStream') events.over()
  }
  const accept = (number: number, about: AmfValue | undefined) => {
    named = typeof about === 'object' && about !== null && typeof about['app'] === 'string' ? about['app'] : ''
    control(messageType.windowAckSize, uint32(windowBytes))
    control(messageType.setPeerBandwidth, Buffer.concat([uint32(windowBytes), Buffer.from([2])]))
    const accepted = { level: 'status', code: 'NetConnection.Connect.Success', description: 'Connected' }
    command(0, '_result', number, { fmsVer: 'FMS/3,0,1,123', capabilities: 31 }, { ...accepted, objectEncoding: 0 })
  }
  const play = (path: AmfValue | undefined) => {
    // Players cut an address into application and key in different ways, so both are compared as one.
    const asks = [named, path].map(String).join('/').split('/').filter(Boolean).join('/')
    if (typeof path !== 'string' || !isEqual(asks, `${app}/${key}`)) return refuse()
    control(messageType.userControl, streamBegin)
    tell('status', 'Reset')
    tell('status', 'Start')
    if (!events.playing()) refuse()
  }
  const refuse = () => {
    tell('error', 'StreamNotFound')
    events.over()
  }

  return {
    send: (type, time, body) =>
      connection.write({ type: messageType[type], stream, time: time >>> 0, body }, chunkStreams[type]),
  }
}

/** How long it takes tells nothing of where two texts differ. */
function isEqual(text: string, other: string): boolean {
  const [a, b] = [text, other].map((each) => createHash('sha256').update(each).digest()) as [Buffer, Buffer]
  return timingSafeEqual(a, b)
}

function uint32(value: number): Buffer {
  const out = Buffer.alloc(4)
  out.writeUInt32BE(value >>> 0)
  return out
}
