import { hasAac, type EncodeFormat } from '../presets.ts'
import type { FrameSource } from '../source.ts'
import { caughtUp, createBacklog } from './backlog.ts'
import { startEncoder, type Encoder } from './encoder.ts'
import { createFeed, type Feed } from './feed.ts'
import { watchFrozen, type FrozenWatch } from './frozen.ts'
import { aacSamples, isSameConfig, type Packet, type StreamConfig } from './packet.ts'
import { soundBeside } from './raw-sound.ts'
import { firstOrigin, originAfter } from './origin.ts'
import type { Origin } from './restamp.ts'
import { createRetries, type Retries } from './retries.ts'
import { createSpare, type Spare } from './spare.ts'

export interface EncodingOptions {
  readonly ffmpeg: string
  readonly format: EncodeFormat
  readonly source: FrameSource
  /** Frame that it begins with: 0 but for an encoding that joins a running show. */
  readonly firstFrame: number
}

export interface EncodingEvents {
  /** What decoders must know; again when it has changed. */
  config(config: StreamConfig): void
  packet(packet: Packet): void
  /** There is room for more frames. */
  ready(): void
  /** No encoder can be had: the very first ended before its first packet, or they die one after the other while frames wait. */
  failed(reason: string): void
  readonly log: (level: 'info' | 'warn', line: string) => void
}

/** How far an encoder may fall behind, unless it is catching up, before frames are left out. The sound timeline holds more. */
const maxBehindSeconds = 5

/** Hardware encoders that die in a row before x264 takes over: a driver that has hung may not come back, and a slow picture is better than none. */
const hardwareDeaths = 3

/** What an encoder at work is made of. */
interface Active {
  readonly encoder: Encoder
  readonly feed: Feed
  readonly watch: FrozenWatch
  readonly startedAtMs: number
}

/**
 * One picture's frames as packets, for as long as the show lasts: when the encoder dies or freezes, a spare one goes on with the
 * very next frame and the very next packet of sound, so that nothing is missing from what is sent.
 */
export class Encoding {
  readonly #options: EncodingOptions
  readonly #events: EncodingEvents
  #format: EncodeFormat
  #spare: Spare
  #active: Active | null = null
  /** The next frame and the next sample to come out. */
  #next: Origin
  #config: StreamConfig | null = null
  readonly #retries: Retries
  #lost = 0
  /** Frames up to this one have been counted where they were lost. */
  #countedTo: number
  #replaced = 0
  #problem = ''
  #frozen = false
  #closing = false
  #until = Infinity
  /** Until the next one is started; null while there is one, or there will be none. */
  #retry: NodeJS.Timeout | null = null
  /** Of the encoder that works when it is asked for: another one begins without. */
  #backlog = createBacklog(
    () => (this.#active !== null && this.#isTooFarBehind ? this.behind : null),
    () => this.#leaveOut(),
  )

  constructor(options: EncodingOptions, events: EncodingEvents) {
    this.#options = options
    this.#events = events
    this.#format = options.format
    this.#retries = createRetries(options.source.pace)
    this.#next = firstOrigin(options.format, options.firstFrame)
    this.#countedTo = options.firstFrame
    this.#spare = this.#spareOf(options.format)
    this.#start()
  }

  /** What decoders must know of what comes out now; null before the first packet. */
  get config(): StreamConfig | null {
    return this.#config
  }

  /** Frames that were left out, or had to be made again of a newer picture. */
  get lost(): number {
    return this.#lost
  }

  /** Encoders that took the place of one that died. */
  get replaced(): number {
    return this.#replaced
  }

  /** Whether there is no encoder at the moment. */
  get isWithout(): boolean {
    return this.#active === null
  }

  /** What went wrong last; empty once it is over. */
  get problem(): string {
    return this.#problem
  }

  /** Frames that are due and not yet in the encoder's pipe. */
  get behind(): number {
    return this.#active === null ? 0 : this.#due - this.#active.feed.frames
  }

  /** Frames that have left; of an encoding that is closed while the show goes on, those until then. */
  get #due(): number {
    return Math.min(this.#options.source.written, this.#until)
  }

  /**
   * Whether the pipe has room: at most one picture is being written and one waits behind it, more of very small ones,
   * since `drain` must be sure to come. Without an encoder nothing is held up at live pace.
   */
  get hasRoom(): boolean {
    if (this.#active === null) return !this.#isAwaited
    const { encoder } = this.#active
    const { width, height } = this.#options.format
    return encoder.queuedBytes < Math.max((width * height * 3) / 2, encoder.drainBytes)
  }

  /** Whether every frame that is due has gone into the pipe, or never can. */
  get isDone(): boolean {
    return this.#active === null || this.behind <= 0
  }

  /** At a pace that has time: the next encoder gets all that this one owed. */
  get #isAwaited(): boolean {
    return this.#options.source.pace === 'fast' && this.#retry !== null
  }

  /** Writes what is due, as far as there is room. */
  advance(): void {
    while (this.#active !== null && this.behind > 0 && this.hasRoom) this.#active.feed.writeFrame()
    if (this.#isTooFarBehind) this.#backlog.watch()
  }

  /** Lets the encoder give its last packets. */
  async close(): Promise<void> {
    this.#closing = true
    this.#until = this.#options.source.written
    if (this.#retry !== null) clearTimeout(this.#retry)
    this.#backlog.stop()
    this.#spare.stop()
    await this.#endActive()
    if (this.#owed === 0 || (this.#active === null && !this.#isAwaited)) return
    // One that died over its last frames has a successor for them.
    this.#tryStart()
    await this.#endActive()
    if (this.#owed > 0) this.#events.log('warn', `the encoder died at the end, and ${this.#owed} frames are missing`)
  }

  async #endActive(): Promise<void> {
    this.#active?.watch.stop()
    await caughtUp(() => this.isDone)
    await this.#active?.encoder.close()
  }

  /** Frames that are due and have not come out. */
  get #owed(): number {
    return this.#due - this.#next.frame
  }

  #spareOf(format: EncodeFormat): Spare {
    const { ffmpeg, source } = this.#options
    return createSpare((events) => startEncoder(ffmpeg, format, events), source.pace === 'live')
  }

  #start(): void {
    const { format, source } = this.#options
    const encoder = this.#spare.take({
      config: (config) => this.#configured(config),
      packet: (packet) => this.#gave(packet),
      ended: (code, reason) => this.#ended(encoder, code, reason),
      drain: () => {
        this.advance()
        this.#events.ready()
      },
    })
    const feed = createFeed(encoder, format, source, this.#originOfNext(), hasAac(format))
    const owes = () => feed.frames > this.#next.frame
    const watch = watchFrozen(encoder.pid, owes, () => {
      this.#frozen = true
      encoder.kill()
    })
    this.#active = { encoder, feed, watch, startedAtMs: performance.now() }
    this.advance()
  }

  #originOfNext(): Origin {
    const { format, source } = this.#options
    this.#lost += Math.max(0, source.written - Math.max(this.#next.frame, this.#countedTo))
    this.#countedTo = source.written
    return originAfter(format, source, this.#next)
  }

  #configured(config: StreamConfig): void {
    const isSame = this.#config !== null && isSameConfig(this.#config, config)
    this.#config = config
    if (!isSame) this.#events.config(config)
  }

  #gave(packet: Packet): void {
    this.#active?.watch.heard()
    this.#problem = ''
    const { frame, sample } = this.#next
    if (packet.number < (packet.kind === 'video' ? frame : sample)) return
    if (packet.kind === 'audio') this.#next = { frame, sample: packet.number + aacSamples }
    else {
      this.#next = { frame: packet.number + 1, sample }
      if (!hasAac(this.#options.format))
        for (const sound of soundBeside(this.#options, frame, packet.number)) this.#events.packet(sound)
      this.#spare.prepare()
    }
    this.#events.packet(packet)
  }

  #ended(encoder: Encoder, code: number | null, reason: string): void {
    const active = this.#active
    if (active?.encoder !== encoder) return
    active.watch.stop()
    if (this.#closing) return
    this.#active = null
    // The very first one, and by itself: what somebody ended by a signal would have gone on.
    if (this.#config === null && this.#retries.deaths === 0 && code !== null && this.#format.encoder === 'x264')
      return this.#events.failed(code === 0 ? 'the encoder ended' : reason)
    this.#problem = this.#frozen ? 'the encoder stood still' : `the encoder is gone: ${reason}`
    this.#frozen = false
    const waitMs = this.#retries.died(performance.now() - active.startedAtMs)
    if (this.#format.encoder === 'x264' || this.#retries.deaths < hardwareDeaths) return this.#replace(waitMs)
    this.#turnToSoftware()
    this.#replace(this.#retries.died(0))
  }

  /** What stands by is of the old kind, and goes too. */
  #turnToSoftware(): void {
    this.#problem += `; ${this.#format.encoder} has died ${hardwareDeaths} times in a row, and x264 takes over`
    this.#format = { ...this.#format, encoder: 'x264' }
    this.#retries.renew()
    this.#spare.stop()
    this.#spare = this.#spareOf(this.#format)
  }

  /** A spare takes over at once; without one, or when they die one after the other, some time is let pass. */
  #replace(waitMs: number | null): void {
    if (waitMs === null) return this.#events.failed(`${this.#problem}, ${this.#retries.deaths} times in a row`)
    const when = waitMs === 0 ? 'another takes its place' : `another is started in ${waitMs} ms`
    this.#events.log('warn', `${this.#problem}; ${when}`)
    if (waitMs === 0) return this.#restart()
    this.#retry = setTimeout(() => this.#restart(), waitMs)
    this.#events.ready()
  }

  /** What keeps an encoder from starting now, such as too many open files, may be over later. */
  #restart(): void {
    this.#retry = null
    if (!this.#tryStart()) return this.#replace(this.#retries.died(0))
    this.#replaced += 1
    // What waited for it may owe it nothing, and would hear of no room.
    this.#events.ready()
  }

  #tryStart(): boolean {
    try {
      this.#start()
      return true
    } catch (error) {
      this.#problem = String(error)
      return false
    }
  }

  get #isTooFarBehind(): boolean {
    const { num, den } = this.#options.format.fps
    return this.behind * den > maxBehindSeconds * num
  }

  /** Frames are left out, and none of the sound. */
  #leaveOut(): void {
    const { written } = this.#options.source
    this.#lost += this.behind - 1
    this.#active?.feed.skipTo(written - 1)
    this.#problem = `the encoder was more than ${maxBehindSeconds} s behind, and frames were left out; if the machine is too slow, a smaller --size helps`
    this.#events.log('warn', this.#problem)
  }
}
