import type { Packet } from '../encode/packet.ts'

/** Beyond this nothing is kept until the next keyframe, in bytes. */
const maxBytes = 16 * 2 ** 20

/** All that came since the newest keyframe: where a way is lost, what was sent last may have been lost with it, and a new one begins here. */
export interface Group {
  readonly packets: readonly Packet[]
  /** Video packets among them. */
  readonly frames: number
  add(packet: Packet): void
}

export function createGroup(): Group {
  let packets: Packet[] = []
  let bytes = 0
  return {
    get packets() {
      return packets
    },
    get frames() {
      return packets.filter(({ kind }) => kind === 'video').length
    },
    add(packet) {
      const begins = packet.kind === 'video' && packet.isKey
      if (begins) [packets, bytes] = [[], 0]
      if (packets.length === 0 && !begins) return
      packets.push(packet)
      bytes += packet.data.length
      if (bytes > maxBytes) packets = []
    },
  }
}
