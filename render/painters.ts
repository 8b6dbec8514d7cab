import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { RenderError } from './error.ts'
import type { HeldFile } from './media/held.ts'
import type { Begin, PainterData } from './painter-messages.ts'
import { startPainter, type PainterEvents, type PainterThread, type SoundStatus } from './painter-thread.ts'
import { formatSize } from './output/size.ts'
import type { PictureFormat } from './output/presets.ts'
import { silent, type SpeechSettings } from './sound/speech-desk.ts'

export interface PaintersOptions extends Pick<PainterData, 'gameUrl' | 'branding' | 'pace' | 'frames'> {
  readonly excerpt: NonNullable<PainterData['excerpt']>
  readonly origin: number
  readonly formats: readonly PictureFormat[]
  readonly speech: SpeechSettings | null
  /** The whole state as it was published last, for a painter that stands in for another; without it there is none. */
  readonly whole?: () => Uint8Array
  /** Processor time after which a painter that gives no sign hangs, in ms; 4 s by default. */
  readonly hungMs?: number
  /** A painter had to be replaced, for so many times within a minute. */
  readonly stumbled?: (why: string, times: number) => void
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
  wantStills(wanted: boolean): void
}

/**
 * A painter that owes a tick and has computed for so long without a sign hangs. It is processor time that counts: on a busy machine the
 * clock would blame a game that gets none. One that waits for something which never comes uses none, and is given that many times as long.
 */
const usualHungMs = 4000
const idlePatience = 8

/** Painters that are replaced within a minute: more is no game that hangs but a fault of ours. */
const maxReplaced = 10
const minuteMs = 60_000

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
  const { formats, whole, hungMs = usualHungMs } = options
  const maker = soundMaker(formats)
  let [gameUrl, origin] = [options.gameUrl, options.origin]
  let wantsStills = false
  let held: readonly HeldFile[] = []
  const count = countWithinMinute()
  /** Why a painter has ended, by its picture. */
  const fallen = new Map<number, unknown>()

  const fail = (cause: unknown) =>
    options.failed(new RenderError('worker-failed', `a render thread ended: ${String(cause)}`, { cause }))
  const fall = (picture: number, cause: unknown) => {
    if (whole === undefined) return fail(cause)
    fallen.set(picture, cause)
    // A fast show waits for its painters before the next tick.
    options.painted()
  }
  const start = (picture: number, resumeFrame: number | null) =>
    startOne(options, { picture, isMaker: picture === maker, gameUrl, origin, resumeFrame }, (cause) =>
      fall(picture, cause),
    )
  const painters = formats.map((_, picture) => start(picture, null))
  const ready = Promise.all(painters.map((painter) => painter.ready))

  /** Those that have nothing yet: what is done about a game that hangs is done with the next tick. */
  const bare = new Set<number>()
  const replace = (picture: number): boolean => {
    const painter = painters[picture] as PainterThread
    const why = fallen.has(picture) ? `failed: ${messageOf(fallen.get(picture))}` : hangOf(painter, hungMs)
    if (whole === undefined || why === null) return false
    fallen.delete(picture)
    const times = count()
    if (times > maxReplaced) fail(new Error(why))
    void painter[Symbol.asyncDispose]()
    options.stumbled?.(`drawing at ${formatSize(formats[picture] as PictureFormat)} ${why}`, times)
    const next = start(picture, painter.frame)
    // What it can't load it says by ending.
    next.ready.catch(() => {})
    painters[picture] = next
    void next.hold(held)
    bare.add(picture)
    if (picture === 0 && wantsStills) next.wantStills(true)
    return true
  }
  return {
    ready,
    get sound() {
      return painters[maker]?.sound ?? { mended: 0, speech: silent }
    },
    get waiting() {
      return Math.max(...painters.map(({ waiting }) => waiting))
    },
    publish(tick, bytes) {
      for (const picture of painters.keys()) {
        if (replace(picture)) continue
        const isBare = bare.delete(picture)
        painters[picture]?.publish(tick, isBare && whole ? whole() : bytes)
      }
    },
    async load(url) {
      await Promise.all(painters.map((_, picture) => loadIn(painters, picture, url)))
    },
    begin(begin, tick, bytes) {
      ;({ url: gameUrl, origin } = begin)
      for (const painter of painters) painter.publish(tick, bytes, begin)
    },
    async hold(files) {
      held = files
      await Promise.all(painters.map((painter) => painter.hold(files)))
    },
    wantStills(wanted) {
      wantsStills = wanted
      painters[0]?.wantStills(wanted)
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(painters.map((painter) => painter[Symbol.asyncDispose]()))
    },
  }
}

/** Where the painter is replaced meanwhile, its successor is asked. */
async function loadIn(painters: readonly PainterThread[], picture: number, url: string): Promise<void> {
  for (;;) {
    const painter = painters[picture] as PainterThread
    try {
      return await painter.load(url)
    } catch (error) {
      if (painters[picture] === painter) throw error
    }
  }
}

interface Start {
  readonly picture: number
  readonly isMaker: boolean
  readonly gameUrl: string
  readonly origin: number
  /** Where it stands in for another one. */
  readonly resumeFrame: number | null
}

function startOne(
  options: PaintersOptions,
  { picture, isMaker, gameUrl, origin, resumeFrame }: Start,
  ended: (cause: unknown) => void,
): PainterThread {
  const { branding, pace, frames, excerpt, painted, still, formats, speech, log } = options
  const { port1, port2: output } = new MessageChannel()
  options.connect(picture, port1)
  const format = formats[picture] as PictureFormat
  const data = {
    ...{ gameUrl, origin, branding, format, pace, frames, excerpt, output },
    ...{ sound: isMaker, speech: isMaker ? speech : null },
    ...(resumeFrame === null ? {} : { resumeFrame }),
  }
  return startPainter(data, { ...{ painted, log, ended }, still: (jpeg) => picture === 0 && still(jpeg) })
}

/** Says that a painter hangs; null where it doesn't. */
function hangOf({ silence: { ms, cpuMs } }: PainterThread, hungMs: number): string | null {
  if (cpuMs <= hungMs && ms <= idlePatience * hungMs) return null
  return `has not come to its end for ${hungMs / 1000} s`
}

/** @returns counts one more, and tells how many there have been within a minute */
function countWithinMinute(): () => number {
  let times: number[] = []
  return () => {
    const now = performance.now()
    times = [...times.filter((at) => now - at < minuteMs), now]
    return times.length
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
