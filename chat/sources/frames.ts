import { Ring } from '../ring.ts'

/** Twitch's longest lines have some 8 KB of tags and 2 KB of text. What a longer one has beyond is not read. */
export const maxLineBytes = 12_288
/** Bytes of unread frames: two frames of the most that a socket takes. A frame costs more than its bytes. */
const maxWaitingBytes = 8 * 2 ** 20
const frameBytes = 256
/** Lines that are looked at to make room for one frame: beyond, frames are thrown away whole, each counted as one line. */
const maxLooks = 15_000
/** Lines that are kept of what was thrown away unread, since they are no chat. */
const maxSpared = 1000
/** How long lines are read before everything else has its turn, and how many between two looks at the clock. */
const sliceMs = 2
const linesPerLook = 8

/** Line breaks that are passed in one step. */
const maxBreaks = 16_384
const newline = 10
const privmsg = Buffer.from('PRIVMSG ')

export interface FrameReader {
  /** Takes one WebSocket frame; its lines are read later, in order. */
  push(frame: Buffer): void
  /** Forgets what waits. */
  close(): void
}

interface FrameReaderOptions {
  /** One line, without its end. `isCut`: it was over `maxLineBytes`, and the rest is missing. */
  readonly line: (text: string, isCut: boolean) => void
  /** So many lines of chat were thrown away unread, since too much was waiting. */
  readonly dropped: (lines: number) => void
}

/**
 * Reads frames line by line in slices of 2 ms, since a server may send 10,000 lines at once and a tick may not wait for them.
 * When over 8 MB wait, the oldest lines of chat are dropped and counted; what else is among them (PING, RECONNECT, a ban)
 * is kept, up to 1,000 lines, and keeps its place.
 */
export function createFrameReader({ line, dropped }: FrameReaderOptions): FrameReader {
  // Frames stay bytes until a line of theirs is read: a line of a decoded frame would keep the whole frame alive.
  let frames = new Frames()
  let spared = new Ring<Line>(maxSpared)
  let turn: NodeJS.Immediate | null = null

  function work(): void {
    const until = performance.now() + sliceMs
    turn = null
    do {
      for (let i = 0; i < linesPerLook; i++) {
        const next = spared.shift() ?? frames.next()
        if (next === undefined) return
        if (next.end > next.start) line(textOf(next), next.end - next.start > maxLineBytes)
      }
    } while (performance.now() < until)
    turn = setImmediate(work)
  }

  function makeRoom(): void {
    let lost = 0
    for (let looks = 0; frames.bytes > maxWaitingBytes; looks++) {
      const oldest = looks < maxLooks ? frames.next() : frames.skip()
      if (oldest === undefined) break
      if (oldest.end === oldest.start) continue
      if (!matters(oldest) || spared.push(detached(oldest))) lost += 1
    }
    if (lost > 0) dropped(lost)
  }

  return {
    push(frame) {
      frames.push(frame)
      if (frames.bytes > maxWaitingBytes) makeRoom()
      turn ??= setImmediate(work)
    },
    close() {
      if (turn !== null) clearImmediate(turn)
      turn = null
      frames = new Frames()
      spared = new Ring(maxSpared)
    },
  }
}

interface Line {
  readonly frame: Buffer
  readonly start: number
  readonly end: number
}

/** Frames in the order they came, and how far the first has been read. */
class Frames {
  readonly #waiting = new Ring<Buffer>(maxWaitingBytes / frameBytes + 2)
  #at = 0
  #bytes = 0

  get bytes(): number {
    return this.#bytes
  }

  push(frame: Buffer): void {
    this.#waiting.push(frame)
    this.#bytes += frame.length + frameBytes
  }

  /** Takes the next line. It is empty where there were nothing but line breaks, of which some were taken. */
  next(): Line | undefined {
    const frame = this.#waiting.first
    if (frame === undefined) return undefined
    const start = lineStart(frame, this.#at)
    const found = isBreak(frame[start]) ? start : frame.indexOf(newline, start)
    const end = found === -1 ? frame.length : found
    this.#pass(frame, end)
    return { frame, start, end }
  }

  /** Takes what is left of the oldest frame, as if it were one line. */
  skip(): Line | undefined {
    const frame = this.#waiting.first
    if (frame === undefined) return undefined
    this.#pass(frame, frame.length)
    return { frame, start: 0, end: maxLineBytes + 1 }
  }

  #pass(frame: Buffer, end: number): void {
    this.#bytes -= end - this.#at
    this.#at = end
    if (end < frame.length) return
    this.#waiting.shift()
    this.#bytes -= frameBytes
    this.#at = 0
  }
}

/** Where the next line begins: after any line breaks. A frame may have millions, so not all are passed at once. */
function lineStart(frame: Buffer, from: number): number {
  const stop = from + maxBreaks
  let at = from
  while (at < stop && isBreak(frame[at])) at += 1
  return at
}

function isBreak(byte: number | undefined): boolean {
  return byte === newline || byte === 13
}

function textOf({ frame, start, end }: Line): string {
  const text = frame.toString('utf8', start, Math.min(end, start + maxLineBytes))
  return text.endsWith('\r') ? text.slice(0, -1) : text
}

/** A copy, so that a spared line doesn't keep its frame. */
function detached({ frame, start, end }: Line): Line {
  return { frame: Buffer.from(frame.subarray(start, end)), start: 0, end: end - start }
}

/** Whether something may depend on it: neither chat, nor what is too short or too long to be anything. */
function matters(line: Line): boolean {
  const length = line.end - line.start
  return length >= 4 && length <= maxLineBytes && !isChat(line)
}

/** Whether its command is PRIVMSG: after the tags and the prefix, which have no spaces inside. */
function isChat({ frame, start, end }: Line): boolean {
  let at = start
  for (const sign of [64, 58]) {
    if (frame[at] !== sign) continue
    const space = frame.indexOf(32, at)
    if (space === -1 || space >= end) return false
    at = space + 1
  }
  // Byte by byte, which is several times as fast as a view and a comparison for so few.
  for (let i = 0; i < privmsg.length; i++) if (frame[at + i] !== privmsg[i]) return false
  return true
}
