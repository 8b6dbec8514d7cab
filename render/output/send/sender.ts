import type { Packet } from '../encode/packet.ts'

export interface SenderEvents {
  /** Packets may be sent. */
  open(): void
  /** Nobody is there to send to, and nothing is wrong: what comes is nobody's loss until it is `open` again. */
  idle(): void
  /** Something that does not end it, for the log. */
  warned(line: string): void
  /** What was sent has begun to arrive where it goes. */
  working(): void
  /** What waited has been taken. */
  drain(): void
  /** It is over, and why; `isClean` where all that was sent has arrived. */
  ended(reason: string, isClean: boolean): void
}

/** One way to one target, for as long as it holds. */
export interface Sender {
  /** Bytes that wait in our memory. */
  readonly queuedBytes: number
  /** Sends a packet, after `open`; the first of video is a keyframe. */
  send(packet: Packet): void
  /** Sends what waits, says goodbye, and waits for the end of it; cuts it short after `graceMs`. */
  close(graceMs: number): Promise<void>
  /** Ends it at once; `ended` follows with this reason. */
  kill(reason: string): void
}
