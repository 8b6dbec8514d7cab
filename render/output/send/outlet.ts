import type { RenderError } from '../../error.ts'
import type { Encoding } from '../encode/encoding.ts'
import type { Packet, StreamConfig } from '../encode/packet.ts'
import { refused } from '../refused.ts'
import { formatSize, type Size } from '../size.ts'
import type { Target } from '../target.ts'
import { createQueue, type PacketQueue } from './queue.ts'
import type { Sender, SenderEvents } from './sender.ts'

export type OutletState = 'pending' | 'live' | 'recovering' | 'closing' | 'closed'

/** One output's own account, as `/api/status` shows it. */
export interface OutletStatus {
  readonly id: string
  readonly url: string
  /** The size of its picture, `1280x720`. */
  readonly size: string
  readonly state: OutletState
  /** Frames that were sent. */
  readonly frames: number
  /** Frames that this output missed: its encoder had died, it was away, or its network is too slow. */
  readonly lost: number
  /** Frames that are due and not yet sent. */
  readonly behind: number
  readonly reconnects: number
  /** Encoders that took the place of one that died. */
  readonly replaced: number
  readonly kbps: number | null
  /** Whether frames were left out lately, since the target takes less than is made. */
  readonly isCongested: boolean
  /** What went wrong last; empty when nothing has. */
  readonly problem: string
}

export interface OutletOptions {
  readonly target: Target
  readonly size: Size
  readonly encoding: Pick<Encoding, 'behind' | 'lost' | 'replaced' | 'problem' | 'isWithout'>
  /** Starts what sends to the target; `resumed` tells that it isn't the first one. */
  readonly start: (config: StreamConfig, resumed: boolean, events: SenderEvents) => Sender
}

export interface OutletEvents {
  /** There is room for more frames. */
  ready(): void
  /** The output can't go on, and trying again would not help. */
  failed(error: RenderError): void
  readonly log: (level: 'info' | 'warn', line: string) => void
}

/** First wait before a sender is started again and the longest one, in ms, each shortened at random by up to a half. */
const backoff = { firstMs: 500, longestMs: 15_000, stableMs: 30_000 }

/** Bytes that may wait in a sender: what is beyond waits here, where it can be left out. */
const senderBytes = 256 * 1024

/** Seconds of video that may wait for a live target. A file loses nothing while its disk is slow, up to a bound of memory. */
const limits = {
  live: { seconds: 3, bytes: 16 * 2 ** 20 },
  file: { seconds: Infinity, bytes: 128 * 2 ** 20 },
}

/** What may wait while a show without a clock is held up for it. */
const roomBytes = 4 * 2 ** 20

/** Time that a sender has to write its trailer or say goodbye, once the last packet is in. */
const closeMs = 8000

/** How long the status tells that frames were left out. */
const congestedMs = 10_000

/** One target: sends it the packets of an encoding at the target's own pace, and starts anew when the way there is lost. */
export class Outlet {
  readonly #options: OutletOptions
  readonly #events: OutletEvents
  readonly #queue: PacketQueue
  readonly #rate = createRate()
  #config: StreamConfig | null = null
  #sender: Sender | null = null
  #state: OutletState = 'pending'
  #isOpen = false
  /** Whether a keyframe must come before anything else. */
  #needsKey = true
  /** Time of the keyframe that the sender began with. */
  #beganAt = 0
  #frames = 0
  #away = 0
  #reconnects = 0
  #attempts = 0
  #starts = 0
  #openedAtMs = 0
  #problem = ''
  #droppedBefore = 0
  #congestedUntilMs = -Infinity
  #retry: NodeJS.Timeout | undefined
  #drained: () => void = () => {}

  constructor(options: OutletOptions, events: OutletEvents) {
    this.#options = options
    this.#events = events
    this.#queue = createQueue(options.target.kind === 'file' ? limits.file : limits.live)
  }

  get status(): OutletStatus {
    const { target, size, encoding } = this.#options
    const isLive = this.#state === 'live'
    return {
      id: target.id,
      url: target.url,
      size: formatSize(size),
      state: isLive && encoding.isWithout ? 'recovering' : this.#state,
      frames: this.#frames,
      lost: this.#away + this.#queue.dropped + encoding.lost,
      behind: Math.max(0, encoding.behind) + this.#queue.frames,
      reconnects: this.#reconnects,
      replaced: encoding.replaced,
      kbps: isLive ? this.#rate.kbps : null,
      isCongested: performance.now() < this.#congestedUntilMs,
      problem: this.#problem || encoding.problem,
    }
  }

  /** Whether a show without a clock may go on; an outlet that has no way to its target never holds it up. */
  get hasRoom(): boolean {
    return !this.#isOpen || this.#queue.bytes < roomBytes
  }

  /** What decoders must know from the next packet on. A sender that began with something else begins anew. */
  configure(config: StreamConfig): void {
    const isFirst = this.#config === null
    this.#config = config
    if (this.#state === 'closed') return
    if (isFirst) this.#start()
    else this.#sender?.kill('the encoder makes another kind of stream')
  }

  take(packet: Packet): void {
    if (this.#state === 'closed') return
    this.#queue.push(packet)
    if (!this.#isOpen && !this.#isWhole) {
      const { dropped } = this.#queue
      this.#queue.dropToKey()
      this.#droppedBefore += this.#queue.dropped - dropped
    }
    this.#flush()
    this.#watchCongestion()
  }

  /** The encoder can't be had at all. */
  fail(reason: string): void {
    if (this.#state === 'closed') return
    this.#end(reason)
  }

  async close(): Promise<void> {
    clearTimeout(this.#retry)
    if (this.#state === 'closed') return
    this.#state = 'closing'
    if (this.#sender !== null) {
      await this.#emptied()
      await this.#sender?.close(closeMs)
    }
    this.#state = 'closed'
  }

  /** Resolves when all that waits is sent, or it has taken too long. */
  #emptied(): Promise<void> {
    if (this.#queue.length === 0 || !this.#isOpen) return Promise.resolve()
    return new Promise((resolve) => {
      const late = setTimeout(resolve, closeMs)
      this.#drained = () => {
        if (this.#queue.length > 0 && this.#sender !== null) return
        clearTimeout(late)
        resolve()
      }
    })
  }

  #start(): void {
    const config = this.#config as StreamConfig
    this.#needsKey = true
    this.#isOpen = false
    this.#openedAtMs = performance.now()
    const resumed = this.#starts > 0
    this.#starts += 1
    const sender = this.#options.start(config, resumed, {
      open: () => {
        this.#isOpen = true
        this.#flush()
      },
      working: () => this.#works(),
      drain: () => {
        this.#flush()
        this.#drained()
        this.#events.ready()
      },
      ended: (reason, isClean) => this.#ended(sender, reason, isClean),
    })
    this.#sender = sender
  }

  /** Sends what waits, as far as there is room. */
  #flush(): void {
    while (this.#isOpen && this.#sender !== null && this.#sender.queuedBytes < senderBytes) {
      const packet = this.#queue.shift()
      if (packet === undefined) return
      if (this.#isSendable(packet)) this.#send(this.#sender, packet)
      else if (packet.kind === 'video') this.#away += 1
    }
  }

  /** A file holds everything from the first sample on; a stream begins where a decoder can. */
  get #isWhole(): boolean {
    return this.#options.target.kind === 'file'
  }

  #isSendable({ kind, isKey, at }: Packet): boolean {
    if (this.#isWhole) return true
    if (!this.#needsKey) return kind === 'video' || at >= this.#beganAt
    if (kind !== 'video' || !isKey) return false
    this.#needsKey = false
    this.#beganAt = at
    return true
  }

  #send(sender: Sender, packet: Packet): void {
    sender.send(packet)
    this.#rate.add(packet.data.length)
    if (packet.kind === 'video') this.#frames += 1
  }

  /** Frames that are left out while the way is open tell of a target that is too slow. */
  #watchCongestion(): void {
    const dropped = this.#queue.dropped - this.#droppedBefore
    if (dropped === 0) return
    this.#droppedBefore = this.#queue.dropped
    const isNew = performance.now() > this.#congestedUntilMs
    this.#congestedUntilMs = performance.now() + congestedMs
    this.#problem = 'the way there is too slow for the stream, and frames are left out'
    if (isNew)
      this.#events.log('warn', `output ${this.#options.target.id}: ${this.#problem}; a smaller --size or preset helps`)
  }

  #works(): void {
    if (this.#state !== 'pending' && this.#state !== 'recovering') return
    const isBack = this.#state === 'recovering'
    this.#state = 'live'
    this.#problem = ''
    if (!isBack) return
    this.#reconnects += 1
    this.#events.log('info', `output ${this.#options.target.id}: back on the air`)
  }

  #ended(sender: Sender, reason: string, isClean: boolean): void {
    if (sender !== this.#sender) return
    this.#sender = null
    const wasOpen = this.#isOpen
    this.#isOpen = false
    this.#drained()
    const { target } = this.#options
    const isFile = target.kind === 'file'
    if (this.#state === 'closed' || (this.#state === 'closing' && (isClean || !isFile))) return
    // A second muxer would write over the file that the first one left; and where a directory was never written, nothing will change.
    if (isFile || (target.kind === 'hls' && this.#state === 'pending')) return this.#end(reason)
    if (wasOpen && performance.now() - this.#openedAtMs > backoff.stableMs) this.#attempts = 0
    this.#retryLater(reason)
  }

  #end(reason: string): void {
    this.#state = 'closed'
    this.#problem = reason
    this.#events.failed(refused(this.#options.target, reason))
  }

  #retryLater(reason: string): void {
    this.#state = 'recovering'
    this.#problem = reason
    const longest = Math.min(backoff.longestMs, backoff.firstMs * 2 ** this.#attempts)
    const waitMs = Math.round(longest * (0.5 + Math.random() / 2))
    const isFirst = this.#attempts === 0
    this.#attempts += 1
    const outlook = isFirst
      ? '; the show goes on, and it is tried again until it works'
      : `; trying again in ${waitMs} ms`
    this.#events.log('warn', `output ${this.#options.target.id}: ${reason}${outlook}`)
    this.#retry = setTimeout(() => this.#restart(), waitMs)
    this.#events.ready()
  }

  /** What keeps a sender from starting now, such as too many open files, may be over later. */
  #restart(): void {
    try {
      this.#start()
    } catch (error) {
      this.#retryLater(String(error))
    }
  }
}

const rateMs = 2000

/** Kilobits a second over the last two seconds or so. */
function createRate() {
  let bytes = 0
  let since = performance.now()
  let kbps: number | null = null
  return {
    get kbps() {
      return kbps
    },
    add(more: number) {
      bytes += more
      const elapsed = performance.now() - since
      if (elapsed < rateMs) return
      kbps = Math.round((bytes * 8) / elapsed)
      bytes = 0
      since = performance.now()
    },
  }
}
