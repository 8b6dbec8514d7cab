import type { Socket } from 'node:net'
import type { Packet } from '../encode/packet.ts'
import type { Sender, SenderEvents } from '../send/sender.ts'
import type { RtmpListenTarget } from '../target.ts'
import { encodeAmf } from './amf.ts'
import { openDoor } from './door.ts'
import { configBodies, createSessionTime, metadata, packetBody, type MediaOptions } from './media.ts'
import type { PlayerSession } from './player-session.ts'
import { watchUnsent, type UnsentWatch } from './unsent.ts'

export interface ListenerOptions extends MediaOptions {
  readonly target: RtmpListenTarget
}

interface Player {
  readonly socket: Socket
  readonly session: PlayerSession
  readonly timeOf: (packet: Packet) => number | null
  readonly unsent: UnsentWatch
}

/** Time that a player has to take the last pictures. */
const goodbyeMs = 2000

/**
 * Waits for a player, plays it the show from the next keyframe on, and waits for the next one when it leaves. This is done here
 * and not by ffmpeg, which serves one player and ends, has the key in its arguments, and plays to those who name a wrong one.
 */
export function startListener(options: ListenerOptions, events: SenderEvents): Sender {
  const { target } = options
  let player: Player | null = null
  let own: string | null = null
  const door = openDoor(target, {
    listening: () => events.idle(),
    playing(socket, session) {
      if (player !== null) return false
      player = welcome(socket, session, options, events)
      events.open()
      events.working()
      return true
    },
    left(socket) {
      if (player?.socket !== socket) return
      player.unsent.stop()
      player = null
      if (door.isOpen) events.idle()
    },
    closed: (reason, isClean) => events.ended(own ?? reason, isClean),
  })
  return {
    get queuedBytes() {
      return player?.unsent.bytes ?? 0
    },
    send(packet) {
      const time = player?.timeOf(packet) ?? null
      if (time !== null) player?.session.send(packet.kind, time, packetBody(packet))
    },
    async close(graceMs) {
      const socket = player?.socket
      door.close(socket)
      if (socket === undefined) return
      socket.end()
      const cut = setTimeout(() => socket.destroy(), Math.min(graceMs, goodbyeMs))
      if (!socket.closed) await new Promise<void>((resolve) => socket.once('close', () => resolve()))
      clearTimeout(cut)
    },
    kill(reason) {
      own = reason
      door.close()
    },
  }
}

/** Tells the player what it is to decode. One that takes nothing makes room for another. */
function welcome(socket: Socket, session: PlayerSession, options: ListenerOptions, events: SenderEvents): Player {
  session.send('data', 0, encodeAmf(['onMetaData', metadata(options)]))
  for (const { kind, body } of configBodies(options.config)) session.send(kind, 0, body)
  socket.on('drain', () => events.drain())
  const unsent = watchUnsent(socket, { asked: () => events.drain(), stuck: () => socket.destroy() })
  return { socket, session, timeOf: createSessionTime(), unsent }
}
