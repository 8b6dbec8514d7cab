import { Client, type Room } from '@colyseus/sdk'
import type { ArcadeState } from '../../../game/index.ts'
import { fetchShowInfo, type ShowInfo } from './show-info.ts'
import { watchSilence } from './silence.ts'

type ArcadeRoom = Room<unknown, ArcadeState>

/** The server's answer to the person who typed: what became of one message. */
export type Answer =
  | {
      readonly text: string
      readonly accepted: true
      readonly command: string
      readonly label: string
      readonly note: string | null
      /** It acts for who typed it, and is no ballot. */
      readonly isOwn: boolean
    }
  | { readonly text: string; readonly accepted: false; readonly code: string; readonly sentence: string }

/** How a stay ended: a sentence that says why, and whether the server asked to be joined again at once. */
export interface Leave {
  readonly why: string
  readonly isCalled: boolean
}

/** One stay in the room, from its first full state until it closes. */
export interface Session {
  readonly info: ShowInfo
  /** Changes in place with each patch; keeps its last values after the close. */
  readonly state: ArcadeState
  /** Settles when the stay is over; never rejects. */
  readonly closed: Promise<Leave>
  send(type: string, payload: unknown): void
  onPatch(listener: () => void): () => void
  onAnswer(listener: (answer: Answer) => void): () => void
}

const joinTimeoutMs = 10_000

/** By this code the room says that its state has other types from now on: another game begins, or another version of it. */
const anotherGame = 4200

/** The show ticks many times a second, so this much silence means that the line is dead, even if no one closed it. */
const silenceMs = 8000

/** Joins the room. Rejects when the server can't be reached, refuses, or stays silent for ten seconds. */
export async function openSession(announced: (info: ShowInfo) => void): Promise<Session> {
  const signal = AbortSignal.timeout(joinTimeoutMs)
  // One after the other: a room that is joined while the rest fails would be held open by nobody.
  const info = await fetchShowInfo(signal)
  announced(info)
  const room = await joinRoom(signal)
  const patches = new Set<() => void>()
  const closed = watchRoom(room, () => patches.forEach((listener) => listener()))
  return {
    info,
    state: room.state,
    closed,
    send: (type, payload) => room.send(type, payload),
    onPatch(listener) {
      patches.add(listener)
      return () => patches.delete(listener)
    },
    onAnswer: (listener) => room.onMessage('outcome', listener),
  }
}

/** The SDK has no way to abort a join: one that comes too late is left again at once, and one in time is left alone. */
async function joinRoom(signal: AbortSignal): Promise<ArcadeRoom> {
  const joining = new Client(location.origin).join<ArcadeState>('arcade').then(firstState)
  const late = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('the server did not answer in time')))
  })
  try {
    return await Promise.race([joining, late])
  } catch (error) {
    joining.then((room) => room.connection.close()).catch(() => {})
    throw error
  }
}

/** The room is joined before its state has come; until then there is nothing to draw. */
function firstState(room: ArcadeRoom): Promise<ArcadeRoom> {
  // The SDK gives up after 15 attempts and can't rejoin a server that has restarted: `startLink` tries for ever instead.
  room.reconnection.enabled = false
  return new Promise((resolve, reject) => {
    room.onStateChange.once(() => resolve(room))
    room.onLeave(() => reject(new Error('the server closed the connection')))
  })
}

function watchRoom(room: ArcadeRoom, patched: () => void): Promise<Leave> {
  return new Promise((resolve) => {
    const silence = watchSilence(silenceMs, () => end('The server has gone silent.'))
    room.onStateChange(() => {
      silence.heard()
      patched()
    })
    const end = (why: string, isCalled = false) => {
      silence.stop()
      resolve({ why, isCalled })
      room.connection.close()
    }
    room.onLeave((code, reason) => {
      if (code === anotherGame) end('Another game begins.', true)
      else end(reason ? `The server closed the connection: ${reason}.` : '')
    })
  })
}
