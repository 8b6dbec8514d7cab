import { ClientState, CloseCode, Protocol, type Client, type ClientPrivate } from '@colyseus/core'
import type { WebSocketClient } from '@colyseus/ws-transport'
import type { WebSocket } from 'ws'

/** Time to confirm a seat. A client that takes one and says nothing more would hold it for ever. */
const joinPatienceMs = 10_000

/** How a chat message begins: its code, and its type in MessagePack. */
const chat = Buffer.from([Protocol.ROOM_DATA, 0xa0 | 'chat'.length, ...Buffer.from('chat')])

/** Messages of a single byte. */
const signals: ReadonlySet<number> = new Set([Protocol.JOIN_ROOM, Protocol.LEAVE_ROOM, Protocol.PING])

/**
 * Lets only through what a spectator's page says: that it joins, leaves and is there, and chat. Colyseus takes more, such as requests
 * and inputs, and prints on the console what it can't read. To be called before Colyseus listens.
 */
export function guardSeat(client: Client): void {
  const socket = socketOf(client)
  const cut = () => stateOf(client).state === ClientState.JOINING && socket.terminate()
  const timer = setTimeout(cut, joinPatienceMs).unref()
  socket.once('close', () => clearTimeout(timer))
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    if (!isBinary || !isKnown(data)) expel(client)
  })
}

function isKnown(data: Buffer): boolean {
  if (data.length === 1) return signals.has(data[0] as number)
  return data.length > chat.length && data.subarray(0, chat.length).equals(chat)
}

/** Ends the stay of a client that is no page of ours, and nobody else's. */
export function expel(client: Client): void {
  // In this state Colyseus hears nothing more of it, whether or not it answers the close.
  stateOf(client).state = ClientState.LEAVING
  client.leave(CloseCode.WITH_ERROR, 'bad message')
}

export function socketOf(client: Client): WebSocket {
  return (client as unknown as WebSocketClient).ref
}

const stateOf = (client: Client) => client as Client & ClientPrivate
