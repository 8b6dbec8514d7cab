import { connect, isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { Sender, SenderEvents } from '../send/sender.ts'
import type { RtmpTarget } from '../target.ts'
import { encodeAmf } from './amf.ts'
import { configBodies, createSessionTime, metadata, packetBody, type MediaOptions } from './media.ts'
import { openSession, type Session } from './session.ts'
import { watchUnsent, type UnsentWatch } from './unsent.ts'

export interface PublisherOptions extends MediaOptions {
  readonly target: RtmpTarget
}

/** Time in which a server must be ready to take the stream. */
const answerMs = 5000

/**
 * Publishes to an RTMP server. This is done here and not by a further ffmpeg: the session outlives every encoder, a server that
 * doesn't read is noticed by what waits in the socket, and the key is in no other process.
 */
export function startPublisher(options: PublisherOptions, events: SenderEvents): Sender {
  const { target, config } = options
  const wire = connect({ host: target.host, port: target.port })
  const socket = target.isSecure ? secured(wire, target.host) : wire
  let reason = 'the server has closed the connection'
  const timeOf = createSessionTime()
  const end = (why: string) => {
    if (!socket.destroyed) reason = redact(why, target.key)
    // A reset, since a goodbye would stand behind all that the server doesn't take, and till it comes the key counts as in use.
    if (!wire.connecting && !wire.destroyed) wire.resetAndDestroy()
    socket.destroy()
    wire.destroy()
  }
  const timer = setTimeout(() => end('the server gives no answer'), answerMs)
  let unsent: UnsentWatch | null = null
  let session: Session | null = null
  const publishing = () => {
    // Once only, whatever a server says again.
    if (unsent !== null) return
    clearTimeout(timer)
    announce()
    const stuck = () => end('the server takes nothing any more')
    unsent = watchUnsent(wire, { asked: () => events.drain(), stuck }, socket)
    events.open()
    events.working()
  }
  socket.setNoDelay(true)
  socket.once(target.isSecure ? 'secureConnect' : 'connect', () => {
    session = openSession(socket, target, {
      publishing,
      acknowledged: (bytes) => unsent?.acknowledged(bytes),
      failed: end,
    })
  })
  for (const each of new Set([wire, socket]))
    each.on('error', (error) => {
      reason = redact(error.message, target.key)
      socket.destroy()
    })
  socket.on('drain', () => events.drain())
  socket.once('close', () => {
    clearTimeout(timer)
    unsent?.stop()
    events.ended(reason, false)
  })

  function announce(): void {
    session?.send('data', 0, encodeAmf(['@setDataFrame', 'onMetaData', metadata(options)]))
    for (const { kind, body } of configBodies(config)) session?.send(kind, 0, body)
  }

  return {
    get queuedBytes() {
      return unsent?.bytes ?? socket.writableLength
    },
    send(packet) {
      const time = timeOf(packet)
      // What is heard before the first picture has no place in the session.
      if (time !== null) session?.send(packet.kind, time, packetBody(packet))
    },
    async close(graceMs) {
      // Before the stream has begun there is nobody to say goodbye to.
      if (unsent === null) end('closed')
      session?.goodbye()
      socket.end()
      const cut = setTimeout(() => socket.destroy(), graceMs)
      // Not `once` of Node, which takes an error for its own: a server may answer a goodbye by a reset.
      if (!socket.closed) await new Promise<void>((resolve) => socket.once('close', () => resolve()))
      clearTimeout(cut)
    },
    kill: end,
  }
}

/** The name goes along with the first message of TLS; an address has no place there (RFC 6066, section 3). */
function secured(wire: Socket, host: string): Socket {
  return connectTls({ socket: wire, host, ...(isIP(host) === 0 ? { servername: host } : {}) })
}

/** Whatever a server makes of the key, it is not passed on: whole, encoded, or without its query. */
function redact(line: string, key: string): string {
  const forms = [key, encodeURIComponent(key), key.split('?', 1)[0] ?? '']
  return forms
    .filter((form) => form !== '')
    .reduce((text, form) => text.replaceAll(form, '[key]'), line)
    .slice(0, 1000)
}
