import type { Packet } from '../encode/packet.ts'

export interface QueueLimits {
  /** Time that video may wait. Beyond it everything up to the newest keyframe is left out. */
  readonly seconds: number
  /** Memory that packets may take, in bytes. */
  readonly bytes: number
}

/**
 * Packets that wait for a target which takes them more slowly than they come. What would come too late is left out in whole
 * groups of pictures, so that a decoder never sees a picture whose forerunner is missing; sound is kept for as long as it can be.
 */
export interface PacketQueue {
  readonly length: number
  readonly bytes: number
  /** Video packets among them. */
  readonly frames: number
  /** Video packets that were left out so far. */
  readonly dropped: number
  push(packet: Packet): void
  shift(): Packet | undefined
  /** Leaves out all that is shown or heard before the newest keyframe: for a target that takes nothing at the moment. */
  dropToKey(): void
}

/** Sound may wait longer than pictures: it is small, and a gap in it is heard. */
const soundSeconds = 15

const unitsPerSecond = 100_000

export function createQueue({ seconds, bytes: maxBytes }: QueueLimits): PacketQueue {
  let packets: Packet[] = []
  let [bytes, frames, dropped] = [0, 0, 0]
  /** Whether the group that comes in has lost its beginning. */
  let awaitsKey = false

  const keep = (isKept: (packet: Packet, index: number) => boolean) => {
    const before = frames
    packets = packets.filter(isKept)
    bytes = packets.reduce((sum, { data }) => sum + data.length, 0)
    frames = packets.reduce((sum, { kind }) => sum + (kind === 'video' ? 1 : 0), 0)
    dropped += before - frames
  }
  const newestKey = () => packets.findLastIndex(({ kind, isKey }) => kind === 'video' && isKey)

  const bound = (newest: Packet) => {
    const isFull = bytes > maxBytes
    const oldestVideo = packets.find(({ kind }) => kind === 'video')
    const isLate = oldestVideo !== undefined && newest.at - oldestVideo.at > seconds * unitsPerSecond
    const key = isLate || isFull ? newestKey() : 0
    if (key > 0) keep(({ kind }, index) => kind === 'audio' || index >= key)
    if (bytes > maxBytes && frames > 0) {
      keep(({ kind }) => kind === 'audio')
      awaitsKey = true
    }
    boundSound(newest, isFull)
  }

  /** Old sound goes as well. That of a file goes with its pictures, for want of memory, and not before. */
  const boundSound = (newest: Packet, isFull: boolean) => {
    const tooOld = seconds < soundSeconds || isFull ? newest.at - soundSeconds * unitsPerSecond : -Infinity
    const first = packets[0]
    if (first !== undefined && first.at < tooOld) keep(({ kind, at }) => kind === 'video' || at >= tooOld)
    while (bytes > maxBytes) bytes -= packets.shift()?.data.length ?? bytes
  }

  return {
    get length() {
      return packets.length
    },
    get bytes() {
      return bytes
    },
    get frames() {
      return frames
    },
    get dropped() {
      return dropped
    },
    push(packet) {
      if (packet.kind === 'video' && awaitsKey && !packet.isKey) {
        dropped += 1
        return
      }
      if (packet.kind === 'video') awaitsKey = false
      packets.push(packet)
      bytes += packet.data.length
      if (packet.kind === 'video') frames += 1
      bound(packet)
    },
    shift() {
      const packet = packets.shift()
      if (packet === undefined) return undefined
      bytes -= packet.data.length
      if (packet.kind === 'video') frames -= 1
      return packet
    },
    dropToKey() {
      const key = newestKey()
      const from = packets[key]?.at ?? 0
      if (key > 0) keep(({ kind, at }, index) => index >= key || (kind === 'audio' && at >= from))
    },
  }
}
