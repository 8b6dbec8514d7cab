import type { Packet } from '../encode/packet.ts'
import type { FileContainer, FileTarget } from '../target.ts'
import { removeOldest } from './segments.ts'

/** Watches over the size of what a muxer writes. */
export interface Cap {
  /** Counts a packet that is to be written. @returns whether it may be: false from the keyframe on with which the file is full */
  take(packet: Packet): boolean
  /** Resolves when what was written in the end is within the cap as well. */
  settle(): Promise<void>
}

const settled = () => Promise.resolve()

/** What a packet takes in a container, at most: MPEG-TS fills up packets of 188 bytes and repeats its tables, the others add a few bytes. */
function bytesIn(container: FileContainer, length: number): number {
  return container === 'ts' ? 188 * Math.ceil((length + 40) / 184) + 60 : length + 32
}

/**
 * Holds a file, or a row of files, within its cap: a single file ends with the last group of pictures that has room,
 * as long as the one before; of a row the oldest files are removed.
 */
export function createCap({ cap, segment, ...target }: FileTarget, warn: (line: string) => void): Cap {
  if (cap === null) return { take: () => true, settle: settled }
  return segment === null ? capFile(cap, target.container) : capRow(target, cap, warn)
}

/** What is not in packets: headers, and an index at the end. */
const extraBytes = 32 * 1024

function capFile(cap: number, container: FileContainer): Cap {
  const most = cap - extraBytes
  let bytes = 0
  let groupAt = 0
  let longest = 0
  let isFull = false
  return {
    take({ kind, isKey, data }) {
      if (kind === 'video' && isKey && bytes > 0) {
        longest = Math.max(longest, bytes - groupAt)
        groupAt = bytes
        isFull ||= bytes + longest > most
      }
      bytes += bytesIn(container, data.length)
      return !isFull
    },
    settle: settled,
  }
}

/** Looks at the row with each keyframe, one look at a time. */
function capRow(target: Pick<FileTarget, 'url'>, cap: number, warn: (line: string) => void): Cap {
  let looking: Promise<void> | null = null
  let hasWarned = false
  const look = async () => {
    try {
      await removeOldest(target, cap)
      hasWarned = false
    } catch (error) {
      if (!hasWarned) warn(`its oldest files can’t be removed: ${String(error)}`)
      hasWarned = true
    }
  }
  const lookAlone = async () => {
    await looking
    looking = look()
    await looking
    looking = null
  }
  return {
    take({ kind, isKey }) {
      if (kind === 'video' && isKey && looking === null) void lookAlone()
      return true
    },
    settle: lookAlone,
  }
}
