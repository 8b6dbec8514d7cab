import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { RenderError } from './error.ts'
import type { HeldFile } from './media/held.ts'
import type { Begin, PainterData } from './painter-messages.ts'
import { countWithinMinute, createInquiry, doingOf, lagOf, type Patience } from './painter-faults.ts'
import { startPainter, type PainterEvents, type PainterThread, type SoundStatus } from './painter-thread.ts'
import { formatSize } from './output/size.ts'
import type { PictureFormat } from './output/presets.ts'
import { silent, type SpeechSettings } from './sound/speech-desk.ts'

export interface PaintersOptions extends Patience, Pick<PainterData, 'gameUrl' | 'branding' | 'pace' | 'frames'> {
  readonly excerpt: NonNullable<PainterData['excerpt']>
  readonly origin: number
  readonly formats: readonly PictureFormat[]
  readonly speech: SpeechSettings | null
  /** The whole state as it was published last, for a painter that stands in for another; without it there is none. */
  readonly whole?: () => Uint8Array
  /** A painter had to be replaced, for so many times within a minute, and was there, as an error’s stack has it, where that is known. */
  readonly stumbled?: (why: string, times: number, stack: string) => void
  /** Asks a thread that hangs where it is; without it nobody does. */
  readonly stuckIn?: PainterEvents['stuckIn']
  /** Gives the output the other end of a painter. */
  readonly connect: (picture: number, painter: MessagePort) => void
  /** A painter has ended and can't be replaced. */
  readonly failed: (error: RenderError) => void
  readonly still: PainterEvents['still']
  readonly painted: () => void
  readonly log: PainterEvents['log']
}

/** The painters of all pictures of a show. One that hangs in a game's `draw`, or dies of it, is replaced. */
export interface Painters extends AsyncDisposable {
  readonly ready: Promise<unknown>
  /** Number of the picture whose painter makes the sound. */
  readonly maker: number
  readonly sound: SoundStatus
  /** Ticks that the slowest of them has not painted yet. */
  readonly waiting: number
  publish(tick: number, bytes: Uint8Array): void
  /** Makes a game ready in all of them. @throws RenderError `worker-failed` where it can't be drawn */
  load(url: string): Promise<void>
  /** Goes on with another game, which is loaded. */
  begin(begin: Begin, tick: number, bytes: Uint8Array): void
  /** Has these files at hand in all of them, and no others. */
  hold(files: readonly HeldFile[]): Promise<void>
  /**
   * Starts a painter for one more picture of a running show, whose first frame comes with the next tick.
   * @throws RenderError `worker-failed` where it can't be, `bad-output` where the show has no clock
   */
  open(picture: number, format: PictureFormat): Promise<void>
  close(picture: number): Promise<void>
  wantStills(wanted: boolean): void
}

/** Painters that are replaced within a minute: more is no game that hangs but a fault of ours. */
const maxReplaced = 10

/**
 * The sound is made once, since speech and music may hang on more than the state. The painter of the smallest picture
 * makes it, the first of equal ones: it is the least likely to be late.
 */
function soundMaker(formats: readonly PictureFormat[]): number {
  const pixels = formats.map(({ width, height }) => width * height)
  return pixels.indexOf(Math.min(...pixels))
}

/** Starts a painter for each format. */
export function startPainters(options: PaintersOptions): Painters {
  return new ShowPainters(options)
}

class ShowPainters implements Painters {
  readonly ready: Promise<unknown>
  readonly maker: number
  readonly #options: PaintersOptions
  readonly #painters: Map<number, PainterThread>
  readonly #formats: Map<number, PictureFormat>
  /** Why a painter has ended, by its picture. */
  readonly #fallen = new Map<number, unknown>()
  /** Those that have nothing yet: what is done about a game that hangs is done with the next tick. */
  readonly #bare = new Set<number>()
  /** Those that are not among the others yet. */
  readonly #arriving = new Map<number, PainterThread>()
  readonly #count = countWithinMinute()
  readonly #inquire: ReturnType<typeof createInquiry>
  #gameUrl: string
  #origin: number
  #held: readonly HeldFile[] = []
  #wantsStills = false
  /** The game that is made ready at the moment, and how often something was asked of all. */
  #loading: string | null = null
  #asked = 0

  constructor(options: PaintersOptions) {
    this.#options = options
    this.#inquire = createInquiry(options)
    this.#gameUrl = options.gameUrl
    this.#origin = options.origin
    this.#formats = new Map(options.formats.entries())
    this.maker = soundMaker(options.formats)
    this.#painters = new Map(options.formats.map((_, picture) => [picture, this.#start(picture, null)]))
    this.ready = Promise.all([...this.#painters.values()].map((painter) => painter.ready))
  }

  get sound(): SoundStatus {
    return this.#painters.get(this.maker)?.sound ?? { mended: 0, speech: silent }
  }

  get waiting(): number {
    return Math.max(...this.#painters.values().map(({ waiting }) => waiting))
  }

  publish(tick: number, bytes: Uint8Array): void {
    const { whole } = this.#options
    for (const picture of this.#painters.keys()) {
      if (this.#replace(picture)) continue
      const isBare = this.#bare.delete(picture)
      this.#painters.get(picture)?.publish(tick, isBare && whole ? whole() : bytes)
    }
  }

  async load(url: string): Promise<void> {
    this.#loading = url
    this.#asked += 1
    await Promise.all([...this.#painters.keys()].map((picture) => loadIn(this.#painters, picture, url)))
  }

  begin(begin: Begin, tick: number, bytes: Uint8Array): void {
    this.#gameUrl = begin.url
    this.#origin = begin.origin
    this.#loading = null
    this.#asked += 1
    for (const painter of this.#painters.values()) painter.publish(tick, bytes, begin)
  }

  async hold(files: readonly HeldFile[]): Promise<void> {
    this.#held = files
    this.#asked += 1
    await Promise.all([...this.#painters.values()].map((painter) => painter.hold(files)))
  }

  async open(picture: number, format: PictureFormat): Promise<void> {
    if (this.#options.whole === undefined)
      throw new RenderError('bad-output', `only a live show can open one more picture, such as ${formatSize(format)}`)
    this.#formats.set(picture, format)
    // What the others were asked for meanwhile, it lacks; so it begins anew.
    while (this.#formats.has(picture) && !(await this.#arrive(picture)));
  }

  async close(picture: number): Promise<void> {
    const painter = this.#painters.get(picture) ?? this.#arriving.get(picture)
    for (const known of [this.#painters, this.#arriving, this.#formats, this.#fallen, this.#bare]) known.delete(picture)
    await painter?.[Symbol.asyncDispose]()
  }

  wantStills(wanted: boolean): void {
    this.#wantsStills = wanted
    this.#painters.get(0)?.wantStills(wanted)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const all = [...this.#painters.values(), ...this.#arriving.values()]
    await Promise.all(all.map((painter) => painter[Symbol.asyncDispose]()))
  }

  #start(picture: number, resumeFrame: number | null): PainterThread {
    const format = this.#formats.get(picture) as PictureFormat
    const [gameUrl, origin, isMaker] = [this.#gameUrl, this.#origin, picture === this.maker]
    const place = { picture, format, isMaker, gameUrl, origin, resumeFrame }
    return startOne(this.#options, place, (cause) => this.#fall(picture, cause))
  }

  #fall(picture: number, cause: unknown): void {
    if (this.#options.whole === undefined) return this.#fail(cause)
    this.#fallen.set(picture, cause)
    // A fast show waits for its painters before the next tick.
    this.#options.painted()
  }

  #fail(cause: unknown): void {
    this.#options.failed(new RenderError('worker-failed', `a render thread ended: ${String(cause)}`, { cause }))
  }

  /** @returns whether it has been */
  #replace(picture: number): boolean {
    const { whole, stumbled } = this.#options
    const painter = this.#painters.get(picture) as PainterThread
    const lag = lagOf(painter, this.#options)
    if (whole === undefined && lag !== null) this.#fail(new Error(`drawing ${lag}`))
    if (whole === undefined) return false
    const size = formatSize(this.#formats.get(picture) as PictureFormat)
    const fallen = { what: `${doingOf(painter, size)} failed: ${messageOf(this.#fallen.get(picture))}`, stack: '' }
    const fault = this.#fallen.has(picture) ? fallen : this.#inquire(painter, size, this.#count(0) > 0)
    if (fault === null) return false
    this.#fallen.delete(picture)
    const times = this.#count(1)
    if (times > maxReplaced) this.#fail(new Error(fault.what))
    void painter[Symbol.asyncDispose]()
    stumbled?.(fault.what, times, fault.stack)
    const next = this.#start(picture, painter.frame)
    // What it can't load it says by ending.
    next.ready.catch(() => {})
    void next.hold(this.#held)
    this.#take(picture, next)
    return true
  }

  #take(picture: number, painter: PainterThread): void {
    this.#painters.set(picture, painter)
    this.#bare.add(picture)
    if (picture === 0 && this.#wantsStills) painter.wantStills(true)
  }

  /** @returns whether it is among the others now */
  async #arrive(picture: number): Promise<boolean> {
    const asked = this.#asked
    const painter = this.#start(picture, this.#painters.get(0)?.frame ?? 0)
    this.#arriving.set(picture, painter)
    try {
      await painter.ready
      await painter.hold(this.#held)
      if (this.#loading !== null) await painter.load(this.#loading).catch(() => {})
    } catch (cause) {
      await this.close(picture)
      throw new RenderError('worker-failed', `the game can't be drawn: ${messageOf(cause)}`, { cause })
    }
    this.#arriving.delete(picture)
    const isWhole = asked === this.#asked && this.#formats.has(picture)
    if (isWhole) this.#take(picture, painter)
    else await painter[Symbol.asyncDispose]()
    return isWhole
  }
}

/** Where the painter is replaced meanwhile, its successor is asked. */
async function loadIn(painters: ReadonlyMap<number, PainterThread>, picture: number, url: string): Promise<void> {
  for (;;) {
    const painter = painters.get(picture)
    try {
      return await painter?.load(url)
    } catch (error) {
      if (painters.get(picture) === painter) throw error
    }
  }
}

interface Start {
  readonly picture: number
  readonly format: PictureFormat
  readonly isMaker: boolean
  readonly gameUrl: string
  readonly origin: number
  /** Where it stands in for another one. */
  readonly resumeFrame: number | null
}

function startOne(
  options: PaintersOptions,
  { picture, format, isMaker, gameUrl, origin, resumeFrame }: Start,
  ended: (cause: unknown) => void,
): PainterThread {
  const { branding, pace, frames, excerpt, painted, still, speech, log, stuckIn } = options
  const { port1, port2: output } = new MessageChannel()
  options.connect(picture, port1)
  const data = {
    ...{ gameUrl, origin, branding, format, pace, frames, excerpt, output },
    ...{ sound: isMaker, speech: isMaker ? speech : null },
    ...(resumeFrame === null ? {} : { resumeFrame }),
  }
  return startPainter(data, { ...{ painted, log, ended, stuckIn }, still: (jpeg) => picture === 0 && still(jpeg) })
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
