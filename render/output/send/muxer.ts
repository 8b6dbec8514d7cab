import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { startChild } from '../child.ts'
import { watchFrozen } from '../encode/frozen.ts'
import type { Packet, StreamConfig } from '../encode/packet.ts'
import type { MatroskaFormat } from '../matroska.ts'
import { createCap } from './cap.ts'
import { muxerArgs, secretOf, type MuxerTarget } from './muxer-args.ts'
import { createPacketPipe } from './packet-pipe.ts'
import { openSecret } from './secret.ts'
import type { Sender, SenderEvents } from './sender.ts'

export interface MuxerOptions {
  readonly ffmpeg: string
  readonly format: MatroskaFormat
  readonly target: MuxerTarget
  readonly config: StreamConfig
  /** Whether an earlier muxer has written to this target. */
  readonly resumed: boolean
}

/** Time in which a muxer that waits for a network or a disk must take something. */
const stuckMs = 3000

/** Time that a muxer has to end a file which is full. */
const endMs = 8000

/** An ffmpeg that puts packets into the target's format and encodes nothing. @throws Error when no process could be started */
export function startMuxer(options: MuxerOptions, events: SenderEvents): Sender {
  const { ffmpeg, format, target, config, resumed } = options
  /** Why it was ended by us; else the child says why. */
  let own: string | null = null
  /** Of a lost connection the first complaint says what happened, and the last one what became of it. */
  let first: string | null = null
  const stoodStill = () => {
    own = 'the program that writes it stood still'
    child.kill()
  }
  const secret = secretOf(target)
  const child = startChild(
    ffmpeg,
    muxerArgs(target, resumed),
    {
      ...(secret === null ? {} : { secret: openSecret(secret), redact: redactor(target) }),
      directory: target.kind === 'hls' ? target.directory : undefined,
    },
    {
      complained: (text) => (first ??= target.kind === 'srt' ? text : null),
      ended: (code, reason) => events.ended(own ?? first ?? reason, code === 0),
    },
  )
  const pipe = createPacketPipe(child.stdin, format, config)
  const cap = target.kind === 'file' ? createCap(target, (line) => events.warned(line)) : null
  child.stdin.on('drain', () => events.drain())
  // A file would lose its end with its muxer; a stream only has to go on.
  const watch = target.kind === 'file' ? null : watchFrozen(child.pid, () => pipe.queuedBytes > 0, stoodStill, stuckMs)
  child.stdin.once('close', () => watch?.stop())
  whenWorking(child.stdout, () => events.working())
  // At once, also where the target must be called first: ffmpeg reads a packet before it does.
  queueMicrotask(() => events.open())
  return {
    get queuedBytes() {
      return pipe.queuedBytes
    },
    send(packet: Packet) {
      if (cap === null || cap.take(packet)) return pipe.send(packet)
      if (own !== null) return
      own = 'it is as large as its cap allows, and closed'
      void child.close(endMs)
    },
    async close(graceMs) {
      await child.close(graceMs)
      await cap?.settle()
    },
    kill(reason) {
      own = reason
      child.kill()
    },
  }
}

/** ffmpeg has no reason to tell a secret; where it does, it goes no further. */
function redactor(target: MuxerTarget): (line: string) => string {
  const secrets = target.kind === 'srt' ? [target.streamid, target.passphrase] : []
  const forms = secrets.flatMap((secret) => (secret === null ? [] : [secret, encodeURIComponent(secret)]))
  return (line) => forms.reduce((text, form) => text.replaceAll(form, '[key]'), line)
}

/** Reads `-progress`: `name=value` lines, of which `out_time_us` is how much was written, or `N/A`. */
function whenWorking(output: Readable, working: () => void): void {
  let isWorking = false
  createInterface({ input: output }).on('line', (line) => {
    const [name = '', value = ''] = line.split('=', 2)
    if (isWorking || name !== 'out_time_us' || !(Number(value) > 0)) return
    isWorking = true
    working()
  })
}
