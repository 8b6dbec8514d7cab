import type { Packet, StreamConfig } from '../encode/packet.ts'
import { refused } from '../refused.ts'
import { formatSize } from '../size.ts'
import { createBackoff } from './backoff.ts'
import { createCongestion, tooSlow } from './congestion.ts'
import { createDrain } from './drain.ts'
import { createGroup } from './group.ts'
import type { OutletEvents, OutletOptions } from './options.ts'
import { createParts, type Parts } from './parts.ts'
import { closeMs, limitsOf, retriesOf, roomBytes, senderBytes } from './policy.ts'
import { createQueue, type PacketQueue } from './queue.ts'
import { createRate } from './rate.ts'
import type { Sender } from './sender.ts'
import type { OutletState, OutletStatus } from './status.ts'
import { createTransit } from './transit.ts'

export type { OutletStatus } from './status.ts'

/** One target: sends it the packets of an encoding at the target's own pace, and starts anew when the way there is lost. */
export class Outlet {
  readonly #options: OutletOptions
  readonly #events: OutletEvents
  readonly #queue: PacketQueue
  readonly #parts: Parts
  /** Without a sender, or a way through it, nothing is waited for. */
  readonly #drain = createDrain(() => this.#queue.length === 0 || this.#sender === null || !this.#isOpen)
  readonly #backoff = createBackoff()
  #group = createGroup()
  readonly #congestion = createCongestion()
  /** What comes from the encoder, and what is sent. */
  readonly #made = createRate()
  readonly #sent = createRate()
  #config: StreamConfig | null = null
  #sender: Sender | null = null
  #transit = createTransit()
  #state: OutletState = 'pending'
  #isOpen = false
  /** Whether it waits for somebody to come, as a listening target does. */
  #isIdle = false
  /** Whether it goes on with somebody who came by: what was before is nobody's loss. */
  #isJoined = false
  /** Whether a keyframe must come before anything else. */
  #needsKey = true
  /** Time of the keyframe that the sender began with. */
  #beganAt = 0
  #frames = 0
  #away = 0
  #reconnects = 0
  #starts = 0
  #openedAtMs = 0
  #problem = ''
  #retry: NodeJS.Timeout | undefined

  constructor(options: OutletOptions, events: OutletEvents) {
    this.#options = options
    this.#events = events
    this.#parts = createParts(options.target)
    this.#queue = createQueue(limitsOf(options.target))
  }

  get status(): OutletStatus {
    const { target, size, encoding } = this.#options
    const isLive = this.#state === 'live'
    const isCongested = this.#congestion.isNow
    return {
      id: target.id,
      url: this.#parts.target.url,
      size: formatSize(size),
      state: isLive && encoding.isWithout ? 'recovering' : this.#state,
      frames: this.#frames,
      lost: this.#away + this.#queue.dropped + encoding.lost,
      behind: Math.max(0, encoding.behind) + this.#queue.frames,
      reconnects: this.#reconnects,
      replaced: encoding.replaced,
      kbps: isLive ? this.#sent.kbps : null,
      isCongested,
      problem: this.#problem || (isCongested ? tooSlow : encoding.problem || this.#parts.note),
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
    if (isFirst) return this.#tryStart()
    if (this.#isWhole) this.#endPart()
    // Pictures of before would be decoded by what was said just now.
    while (this.#queue.shift() !== undefined);
    this.#group = createGroup()
    if (!this.#isWhole) this.#sender?.kill('the encoder makes another kind of stream')
  }

  /** A file is of one encoder: it ends with all that was made so far, and what comes now waits for the next one. */
  #endPart(): void {
    const sender = this.#sender
    if (sender === null || this.#parts.isTurning) return
    for (let packet = this.#queue.shift(); packet !== undefined; packet = this.#queue.shift())
      if (this.#isSendable(packet)) this.#send(sender, packet)
    this.#parts.isTurning = true
    this.#isOpen = false
    void sender.close(closeMs)
  }

  #beginPart(): void {
    this.#parts.turn()
    this.#events.log('warn', `output ${this.#options.target.id}: ${this.#parts.note}`)
    this.#tryStart()
  }

  take(packet: Packet): void {
    if (this.#state === 'closed') return
    this.#made.add(packet.data.length)
    if (this.#isIdle) return
    this.#group.add(packet)
    this.#queue.push(packet)
    if (!this.#isOpen && !this.#isWhole) {
      const { dropped } = this.#queue
      this.#queue.dropToKey()
      this.#congestion.excuse(this.#queue.dropped - dropped)
    }
    this.#flush()
    if (this.#congestion.note(this.#queue.dropped))
      this.#events.log('warn', `output ${this.#options.target.id}: ${tooSlow}; a smaller --size or preset helps`)
  }

  /** The encoder can't be had, or not any more. */
  fail(reason: string): void {
    if (this.#state !== 'closed') this.#end(reason)
  }

  async close(): Promise<void> {
    clearTimeout(this.#retry)
    if (this.#state === 'closed') return this.#sender?.close(closeMs)
    this.#state = 'closing'
    // Another sender may have to begin for what waits.
    for (let last: Sender | null = null; this.#sender !== null && this.#sender !== last;) {
      await this.#drain.empty(closeMs)
      last = this.#sender
      await last?.close(closeMs)
    }
    this.#state = 'closed'
  }

  #start(): void {
    const config = this.#config as StreamConfig
    this.#needsKey = true
    this.#isOpen = false
    this.#openedAtMs = performance.now()
    const resumed = this.#starts++ > 0 || this.#options.joins
    this.#transit = createTransit()
    const sender = this.#options.start(this.#parts.target, config, resumed, {
      open: () => {
        this.#isOpen = true
        this.#isJoined = this.#isIdle
        this.#isIdle = false
        this.#flush()
      },
      idle: () => this.#waits(),
      warned: (line) => this.#events.log('warn', `output ${this.#options.target.id}: ${line}`),
      working: () => this.#works(),
      drain: () => {
        this.#flush()
        this.#drain.look()
        this.#events.ready()
      },
      ended: (reason, isClean) => this.#ended(sender, reason, isClean),
    })
    this.#sender = sender
  }

  /** Sends what waits, as far as there is room. */
  #flush(): void {
    const bytes = senderBytes(this.#made.kbps)
    while (this.#isOpen && this.#sender !== null) {
      const { queuedBytes } = this.#sender
      if (queuedBytes >= bytes || (!this.#isWhole && !this.#transit.isFlowing(queuedBytes))) return
      const packet = this.#queue.shift()
      if (packet === undefined) return
      if (this.#isSendable(packet)) this.#send(this.#sender, packet)
      else if (packet.kind === 'video' && !this.#isJoined) this.#away += 1
    }
  }

  /** A file holds everything from the first sample on; a stream, and what joins one, begins where a decoder can. */
  get #isWhole(): boolean {
    return this.#options.target.kind === 'file'
  }

  #isSendable({ kind, isKey, at }: Packet): boolean {
    if (this.#isWhole && this.#starts === 1 && !this.#options.joins) return true
    if (!this.#needsKey) return kind === 'video' || at >= this.#beganAt
    if (kind !== 'video' || !isKey) return false
    this.#needsKey = false
    this.#beganAt = at
    return true
  }

  #send(sender: Sender, packet: Packet): void {
    sender.send(packet)
    if (!this.#isWhole) this.#transit.sent(packet.data.length)
    this.#sent.add(packet.data.length)
    if (packet.kind === 'video') this.#frames += 1
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

  /** Nothing is kept for somebody who may never come; who comes begins with the next keyframe. */
  #waits(): void {
    this.#isOpen = false
    this.#isIdle = true
    this.#needsKey = true
    while (this.#queue.shift() !== undefined);
    if (this.#state !== 'live' && this.#state !== 'recovering') return
    this.#state = 'pending'
    this.#problem = ''
  }

  #ended(sender: Sender, reason: string, isClean: boolean): void {
    if (sender !== this.#sender) return
    this.#sender = null
    const wasOpen = this.#isOpen
    this.#isOpen = false
    this.#drain.look()
    this.#isIdle = false
    const { target } = this.#options
    if (this.#state === 'closed') return
    if (this.#parts.isTurning && isClean) return this.#beginPart()
    if (this.#state === 'closing') return isClean || target.kind !== 'file' ? undefined : this.#end(reason)
    const retries = retriesOf(target)
    if (isClean && retries === 'never') return this.#finish(reason)
    if (retries === 'never' || (retries === 'once-live' && this.#state === 'pending')) return this.#end(reason)
    if (wasOpen) this.#backoff.held(performance.now() - this.#openedAtMs)
    this.#takeBack()
    this.#retryLater(reason)
  }

  /** What was sent since the newest keyframe is sent again: how much of it has arrived nobody knows, and without it the picture would wait for the next one. */
  #takeBack(): void {
    const { packets, frames } = this.#group
    if (packets.length <= this.#queue.length) return
    this.#frames = Math.max(0, this.#frames - (frames - this.#queue.frames))
    while (this.#queue.shift() !== undefined);
    for (const packet of packets) this.#queue.push(packet)
  }

  /** It has ended as it was meant to, and the show goes on without it. */
  #finish(reason: string): void {
    this.#state = 'closed'
    this.#problem = reason
    this.#events.log('info', `output ${this.#options.target.id}: ${reason}`)
    this.#events.ready()
  }

  #end(reason: string): void {
    this.#state = 'closed'
    this.#problem = reason
    clearTimeout(this.#retry)
    void this.#sender?.close(closeMs)
    this.#events.failed(refused(this.#options.target, reason))
  }

  #retryLater(reason: string): void {
    this.#state = 'recovering'
    this.#problem = reason
    const { isFirst } = this.#backoff
    const waitMs = this.#backoff.next()
    const outlook = isFirst
      ? '; the show goes on, and it is tried again until it works'
      : `; trying again in ${waitMs} ms`
    this.#events.log('warn', `output ${this.#options.target.id}: ${reason}${outlook}`)
    this.#retry = setTimeout(() => this.#tryStart(), waitMs)
    this.#events.ready()
  }

  /** What keeps a sender from starting now, such as too many open files, may be over later. */
  #tryStart(): void {
    try {
      this.#start()
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      if (retriesOf(this.#options.target) === 'never') this.#end(reason)
      else this.#retryLater(reason)
    }
  }
}
