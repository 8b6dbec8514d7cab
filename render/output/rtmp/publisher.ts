import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { Packet, StreamConfig } from '../encode/packet.ts'
import type { PictureFormat } from '../presets.ts'
import type { Sender, SenderEvents } from '../send/sender.ts'
import type { RtmpTarget } from '../target.ts'
import { encodeAmf } from './amf.ts'
import { openSession, type Session } from './session.ts'
import { watchUnsent } from './unsent.ts'

export interface PublisherOptions {
  readonly format: PictureFormat
  readonly target: RtmpTarget
  readonly config: StreamConfig
  /** kbit/s of video, for the server's information. */
  readonly videoKbps: number
}

/** Time in which a server must be ready to take the stream. */
const answerMs = 5000

const unitsPerMs = 100

/**
 * Publishes to an RTMP server. This is done here and not by a further ffmpeg: the session outlives every encoder, a server that
 * doesn't read is noticed by what waits in the socket, and the key is in no other process.
 */
export function startPublisher(options: PublisherOptions, events: SenderEvents): Sender {
  const { target, config } = options
  const socket = openSocket(target)
  let reason = 'the server has closed the connection'
  /** Time of the first packet: a session counts from 0. */
  let base: number | null = null
  const end = (why: string) => {
    if (!socket.destroyed) reason = redact(why, target.key)
    socket.destroy()
  }
  const timer = setTimeout(() => end('the server gives no answer'), answerMs)
  let stopWatching = () => {}
  let session: Session | null = null
  const publishing = () => {
    clearTimeout(timer)
    announce()
    stopWatching = watchUnsent(socket, () => end('the server takes nothing any more'))
    events.open()
    events.working()
  }
  socket.setNoDelay(true)
  socket.once(target.isSecure ? 'secureConnect' : 'connect', () => {
    session = openSession(socket, target, { publishing, failed: end })
  })
  socket.on('error', (error) => (reason = redact(error.message, target.key)))
  socket.on('drain', () => events.drain())
  socket.once('close', () => {
    clearTimeout(timer)
    stopWatching()
    events.ended(reason, false)
  })

  function announce(): void {
    session?.send('data', 0, metadata(options))
    session?.send('video', 0, Buffer.concat([Buffer.from([0x17, 0, 0, 0, 0]), config.video]))
    if (config.audio !== null) session?.send('audio', 0, Buffer.concat([Buffer.from([0xaf, 0]), config.audio]))
  }

  return {
    get queuedBytes() {
      return socket.writableLength
    },
    send({ kind, isKey, at, data }: Packet) {
      base ??= at
      const time = Math.round((at - base) / unitsPerMs)
      // What is heard before the first picture has no place in the session.
      if (time < 0) return
      const head = kind === 'video' ? [isKey ? 0x17 : 0x27, 1, 0, 0, 0] : [0xaf, 1]
      session?.send(kind, time, Buffer.concat([Buffer.from(head), data]))
    },
    async close(graceMs) {
      session?.goodbye()
      socket.end()
      const cut = setTimeout(() => socket.destroy(), graceMs)
      if (!socket.closed) await once(socket, 'close')
      clearTimeout(cut)
    },
    kill: end,
  }
}

function openSocket({ host, port, isSecure }: RtmpTarget): Socket {
  return isSecure ? connectTls({ host, port, servername: host }) : connect({ host, port })
}

/** What players may show before the first picture: `onMetaData` of FLV (annex E.5). */
function metadata({ format, config, videoKbps }: PublisherOptions): Buffer {
  return encodeAmf([
    '@setDataFrame',
    'onMetaData',
    {
      width: format.width,
      height: format.height,
      framerate: format.fps.num / format.fps.den,
      videocodecid: 7,
      videodatarate: videoKbps,
      ...(config.audio === null ? {} : { audiocodecid: 10, audiosamplerate: format.sampleRate, stereo: true }),
      encoder: 'chatarcade',
    },
  ])
}

/** Whatever a server makes of the key, it is not passed on: whole, encoded, or without its query. */
function redact(line: string, key: string): string {
  const forms = [key, encodeURIComponent(key), key.split('?', 1)[0] ?? '']
  return forms
    .filter((form) => form !== '')
    .reduce((text, form) => text.replaceAll(form, '[key]'), line)
    .slice(0, 1000)
}
