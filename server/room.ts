import { setTimeout as sleep } from 'node:timers/promises'
import { inspect } from 'node:util'
import { ClientState, matchMaker, Room, type Client, type Serializer } from '@colyseus/core'
import { setLogger, type Logger } from '@colyseus/core/Logger'
import { z } from 'zod'
import { detached, type Outcome } from '../chat/index.ts'
import { createFanOut } from './fan-out.ts'
import type { Log } from './log.ts'
import type { Patches } from './patches.ts'
import { expel, guardSeat, socketOf } from './seat.ts'

/** What a spectator says in the page's own chat. The socket bounds its size; what is too long for a message, the chat says. */
const chatMessage = z.object({ name: z.string(), text: z.string() })

/** Where a spectator's messages go. */
export interface Talk {
  /** Answers once it is known what became of the message. */
  say(message: { sessionId: string; name: string; text: string; respond: (outcome: Outcome) => void }): void
  leave(sessionId: string): void
}

export interface RoomOptions {
  readonly patches: Patches
  /** Null where the page has no chat of its own. */
  readonly talk: Talk | null
  readonly log: Log
}

/**
 * Seats in the room. Each costs a send a tick and may have some patches waiting, so there has to be an end;
 * who finds the room full is told so by the page and tries again, and the broadcast has room for everybody.
 */
const maxSpectators = 5_000

/** Time to come for a seat with a WebSocket, which a page does at once. */
const claimSeconds = 5

/** Time that spectators have to close their sockets when the show ends; who stalls is cut off. */
const farewellMs = 1000

/** Code of the close of a WebSocket by which a page knows that it is to join again at once (RFC 6455, 7.4.2). */
const anotherGame = 4200

/** As much of a message as its answer repeats. */
const echoLength = 100

/** Publishes prebuilt bytes in place of Colyseus's own encoding, so that everybody gets the very same patch. */
class PatchSerializer implements Serializer<object> {
  readonly id = 'schema'
  #patches: Patches
  readonly #fanOut = createFanOut()
  /** The whole state as of the last patch: after a restart everybody asks for it at once. */
  #full: Uint8Array | null = null
  patch: Uint8Array | null = null

  constructor(patches: Patches) {
    this.#patches = patches
  }

  /** Goes on with another state. Who was told of the old one is to leave before anything else is sent. */
  turnTo(patches: Patches): void {
    this.#patches = patches
    this.#full = null
    this.patch = null
  }

  reset(): void {}

  handshake(): Uint8Array {
    return this.#patches.handshake
  }

  /** Colyseus sends this to a client as soon as it has joined; what comes after it are the patches. */
  getFullState(client?: Client): Uint8Array {
    if (client) this.#fanOut.add(socketOf(client))
    const full = this.#full ?? this.#patches.full()
    // Before the first patch nothing says when the state changes.
    if (this.patch !== null) this.#full = full
    return full
  }

  applyPatches(): boolean {
    if (this.patch === null) return false
    this.#full = null
    this.#fanOut.publish(this.patch)
    return true
  }

  forget(client: Client): void {
    this.#fanOut.delete(socketOf(client))
  }
}

/** The room `arcade`: read-only for spectators, who can at most talk. */
export class ArcadeRoom extends Room {
  override autoDispose = false
  override patchRate = null
  override maxClients = maxSpectators
  override maxMessagesPerSecond = 10
  override seatReservationTimeout = claimSeconds
  #serializer: PatchSerializer | null = null
  #talk: Talk | null = null

  override onCreate({ patches, talk }: Pick<RoomOptions, 'patches' | 'talk'>): void {
    this.#talk = talk
    this.#serializer = new PatchSerializer(patches)
    this.setSerializer(this.#serializer)
    // Colyseus sends a state to clients only where the room has one; ours is encoded elsewhere.
    this.state = {}
    this.onMessage('chat', (client, message: unknown) => this.#said(client, message))
  }

  override onJoin(client: Client): void {
    guardSeat(client)
  }

  /** Who has gone has no ballot left: a reload of the page would be a second voter. */
  override onLeave(client: Client): void {
    this.#serializer?.forget(client)
    this.#talk?.leave(client.sessionId)
  }

  override onUncaughtException(): void {
    // With this hook a fault in one client's handler ends that handler alone, not the process.
  }

  publish(patch: Uint8Array): void {
    if (this.#serializer === null) return
    this.#serializer.patch = patch
    this.broadcastPatch()
  }

  /**
   * Another game begins, whose state has other types: all are asked to join again, which their pages do at once.
   */
  turnTo(patches: Patches): void {
    for (const client of [...this.clients]) client.leave(anotherGame, 'another game begins')
    this.#serializer?.turnTo(patches)
  }

  #said(client: Client, message: unknown): void {
    // A seat that has been taken but not confirmed has no state yet, and no say.
    if (client.state !== ClientState.JOINED) return
    const parsed = chatMessage.safeParse(message)
    if (!parsed.success) return expel(client)
    if (this.#talk === null) return
    const { name, text } = parsed.data
    const said = detached(text.slice(0, echoLength))
    this.#talk.say({
      sessionId: client.sessionId,
      name,
      text,
      respond: (outcome) => client.send('outcome', answer(said, outcome)),
    })
  }
}

function answer(text: string, outcome: Outcome) {
  if (outcome.accepted) {
    const { name, label } = outcome.command
    return { text, accepted: true, command: name, label, note: outcome.note ?? null, isOwn: outcome.isOwn === true }
  }
  return { text, accepted: false, code: outcome.code, sentence: outcome.sentence }
}

/**
 * Creates the one room. Disposing it ends Colyseus's matchmaker with it: a process has one show.
 */
export async function createRoom(options: RoomOptions): Promise<{ room: ArcadeRoom } & AsyncDisposable> {
  setLogger(quietLogger(options.log))
  await matchMaker.setup()
  await matchMaker.accept()
  matchMaker.defineRoomType('arcade', ArcadeRoom)
  const { roomId } = await matchMaker.createRoom('arcade', options)
  const room = matchMaker.getLocalRoomById(roomId) as ArcadeRoom
  return {
    room,
    async [Symbol.asyncDispose]() {
      forgetSeats(room)
      await Promise.race([matchMaker.gracefullyShutdown(), sleep(farewellMs, undefined, { ref: false })])
    },
  }
}

/** Colyseus disposes no room with seats that nobody came to take, and each would hold up the end for its time. */
function forgetSeats(room: ArcadeRoom): void {
  const { _reservedSeatTimeouts: timers, _reservedSeats: seats } = room as unknown as SeatsOfRoom
  for (const [sessionId, timer] of Object.entries(timers)) {
    clearTimeout(timer)
    delete seats[sessionId]
  }
}

/** What Colyseus keeps private and has no method for. */
interface SeatsOfRoom {
  readonly _reservedSeatTimeouts: Record<string, NodeJS.Timeout>
  readonly _reservedSeats: Record<string, unknown>
}

/** Colyseus logs what strangers cause, which is for whoever looks for a fault, quoted so that it can't steer a terminal. */
function quietLogger(log: Log): Logger {
  const line = (...args: unknown[]) => {
    if (log.isLevelEnabled('debug')) log.debug(`colyseus: ${inspect(args)}`)
  }
  return { debug: line, error: line, info: line, trace: line, warn: line }
}
