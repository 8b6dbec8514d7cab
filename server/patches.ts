import { Protocol } from '@colyseus/core'
import { Encoder, Reflection } from '@colyseus/schema'
import type { ArcadeState } from '../game/index.ts'

/** The one protocol out of the state: bytes that spectators' browsers and the render threads decode alike. */
export interface Patches {
  /** Describes the state's types, for clients that don't know them. */
  readonly handshake: Uint8Array
  /** The whole state as it stands. */
  full(): Uint8Array
  /** What has changed since the last call. */
  next(): Uint8Array
}

// What a large wall takes as a whole. Colyseus grows a buffer that is too small, and says so on the console each time.
Encoder.BUFFER_SIZE = 512 * 1024

/**
 * Every result starts with Colyseus's protocol byte and is a copy of its own: `Encoder` returns a view of a buffer
 * that its next call overwrites, while a socket or a thread may still be reading it.
 */
export function createPatches(state: ArcadeState): Patches {
  const encoder = new Encoder(state)
  const handshake = Uint8Array.from(Reflection.encode(encoder))
  const stamped = (bytes: Uint8Array, protocol: number) => {
    const copy = Uint8Array.from(bytes)
    copy[0] = protocol
    return copy
  }
  return {
    handshake,
    full: () => stamped(encoder.encodeAll({ offset: 1 }), Protocol.ROOM_STATE),
    next() {
      const bytes = stamped(encoder.encode({ offset: 1 }), Protocol.ROOM_STATE_PATCH)
      encoder.discardChanges()
      return bytes
    },
  }
}
