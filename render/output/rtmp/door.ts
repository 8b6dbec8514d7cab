import { createServer, type Socket } from 'node:net'
import type { RtmpListenTarget } from '../target.ts'
import { openPlayerSession, type PlayerSession } from './player-session.ts'

export interface DoorEvents {
  listening(): void
  /** A player has named application and key. @returns whether it is to have the stream */
  playing(socket: Socket, session: PlayerSession): boolean
  /** A connection is over, whether it played or not. */
  left(socket: Socket): void
  /** Nobody is let in any more; `isClean` where that was wanted. */
  closed(reason: string, isClean: boolean): void
}

/** Where players come in. */
export interface Door {
  readonly isOpen: boolean
  /** Lets nobody in any more, and sends away all but one. */
  close(except?: Socket): void
}

/** Connections at once, of which one plays: others are asking, or are told that there is no room. */
const maxConnections = 8

/** Time in which a player must have named the key, and bytes that it may send until then. */
const askMs = 5000
const askBytes = 64 * 1024

/** Listens at the target's address, and lets in who names its key. */
export function openDoor(target: RtmpListenTarget, events: DoorEvents): Door {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.once('close', () => {
      sockets.delete(socket)
      events.left(socket)
    })
    askPlayer(socket, target, (session) => events.playing(socket, session))
  })
  const close = (except?: Socket) => {
    server.close()
    for (const socket of sockets) if (socket !== except) socket.destroy()
  }
  let problem: string | null = null
  server.maxConnections = maxConnections
  server.on('error', (error: NodeJS.ErrnoException) => {
    problem = error.code === 'EADDRINUSE' ? `port ${target.port} is in use` : error.message
    // A server that never listened has no `close`.
    if (server.listening) close()
    else events.closed(problem, false)
  })
  server.once('close', () => events.closed(problem ?? 'it listens no more', problem === null))
  server.listen(target.port, target.host, () => events.listening())
  return {
    get isOpen() {
      return server.listening
    },
    close,
  }
}

/** A stranger may take some time and some memory, and no more. */
function askPlayer(socket: Socket, target: RtmpListenTarget, playing: (session: PlayerSession) => boolean): void {
  let isAsking = true
  const late = setTimeout(() => socket.destroy(), askMs)
  const session: PlayerSession = openPlayerSession(socket, target, {
    playing() {
      clearTimeout(late)
      isAsking = !playing(session)
      return !isAsking
    },
    // What was written, such as a refusal, still goes out.
    over: () => socket.destroySoon(),
  })
  socket.setNoDelay(true)
  socket.on('error', () => {})
  socket.once('close', () => clearTimeout(late))
  socket.on('data', () => {
    if (isAsking && socket.bytesRead > askBytes) socket.destroy()
  })
}
