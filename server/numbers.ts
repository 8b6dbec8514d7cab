import type { ChatCounts } from '../chat/index.ts'
import { encoderSpeedOf } from './encoder-speed.ts'
import type { Log } from './log.ts'
import type { RunningShow } from './show.ts'
import type { Status } from './status.ts'
import type { Numbers } from './store/rollups.ts'
import type { Store } from './store/store.ts'

/** How often the numbers that people watch are taken, and how many of them become one of the day’s. */
const sampleSeconds = 10
const samplesADay = 30

/** What is measured of a stretch of time, by name, with the unit at its end. */
export const numberNames = [
  'fps',
  'repeatedFrames',
  'encoderSpeed',
  'encoderBehindFrames',
  'kbps',
  'messagesPerSecond',
  'acceptedPerSecond',
  'rejectedPerSecond',
  'tickLatenessP99Ms',
  'spectators',
  'memoryMb',
] as const
export type NumberName = (typeof numberNames)[number]

/** What is read of a show’s numbers. */
export type Looked = Pick<Status, 'stream' | 'tickLatenessMs' | 'spectators'> & { readonly chat: ChatTotals }

/** Messages since the show began, whatever was played. */
export type ChatTotals = Record<'received' | 'accepted' | 'rejected', number>

/** Takes the show’s numbers into the store until it is disposed. */
export function takeNumbers(
  show: Pick<RunningShow, 'stage' | 'onStage'>,
  status: () => Promise<Status>,
  store: Pick<Store, 'rollups'>,
  log: Log,
): Disposable {
  const totals = countChat(show)
  let before: Looked | null = null
  let coarse: Numbers[] = []
  let hasFailed = false
  const take = async () => {
    const now = { ...(await status()), chat: totals.now }
    const numbers = before === null ? null : numbersOf(before, now, sampleSeconds)
    before = now
    if (numbers === null) return
    const atMs = Math.floor(Date.now() / (sampleSeconds * 1000)) * sampleSeconds * 1000
    await store.rollups.add(sampleSeconds, atMs, numbers)
    coarse.push(numbers)
    if (coarse.length < samplesADay) return
    const mean = meanOf(coarse)
    coarse = []
    await store.rollups.add(300, atMs, mean)
  }
  const timer = setInterval(() => {
    take().then(
      () => (hasFailed = false),
      (error: unknown) => {
        // A disk that is full stays so for a while.
        if (!hasFailed) log.warn(`the numbers of the show are not kept: ${String(error)}`)
        hasFailed = true
      },
    )
  }, sampleSeconds * 1000)
  timer.unref()
  return {
    [Symbol.dispose]() {
      clearInterval(timer)
      totals[Symbol.dispose]()
    },
  }
}

/** Counts on where another game’s chat begins anew, so that no message of a switch is left out. */
export function countChat(show: Pick<RunningShow, 'stage' | 'onStage'>): Disposable & { readonly now: ChatTotals } {
  let { chat } = show.stage
  let earlier: ChatTotals = { received: 0, accepted: 0, rejected: 0 }
  const stop = show.onStage((stage) => {
    const until = add(earlier, totalsOf(chat.counts))
    chat = stage.chat
    // Another version of the same game goes on with the counts that there were.
    earlier = add(until, totalsOf(chat.counts), -1)
  })
  return {
    get now() {
      return add(earlier, totalsOf(chat.counts))
    },
    [Symbol.dispose]: stop,
  }
}

function totalsOf({ received, accepted, rejected }: ChatCounts): ChatTotals {
  return { received, accepted, rejected: Object.values(rejected).reduce((sum, count) => sum + count, 0) }
}

function add(a: ChatTotals, b: ChatTotals, times = 1): ChatTotals {
  return {
    received: a.received + times * b.received,
    accepted: a.accepted + times * b.accepted,
    rejected: a.rejected + times * b.rejected,
  }
}

/** Numbers of which there may be none for a while: where nothing is encoded, nothing is fast or slow. */
export const missingNumbers = ['encoderSpeed'] as const satisfies readonly NumberName[]
export type MissingNumber = (typeof missingNumbers)[number]

type Measured = Record<Exclude<NumberName, MissingNumber>, number> & { readonly encoderSpeed?: number }

/** What happened between two looks at the show, and how it stands at the second. */
export function numbersOf(before: Looked, now: Looked, seconds: number): Measured {
  const rate = (count: (looked: Looked) => number) => round(Math.max(0, count(now) - count(before)) / seconds)
  const encoderSpeed = encoderSpeedOf(before.stream, now.stream, seconds)
  return {
    ...(encoderSpeed === null ? {} : { encoderSpeed }),
    fps: rate(({ stream }) => stream.frames.written),
    repeatedFrames: Math.max(0, now.stream.frames.repeated - before.stream.frames.repeated),
    encoderBehindFrames: Math.max(0, ...now.stream.outputs.map(({ behind }) => behind)),
    kbps: now.stream.outputs.reduce((sum, { kbps }) => sum + (kbps ?? 0), 0),
    messagesPerSecond: rate(({ chat }) => chat.received),
    acceptedPerSecond: rate(({ chat }) => chat.accepted),
    rejectedPerSecond: rate(({ chat }) => chat.rejected),
    tickLatenessP99Ms: round(now.tickLatenessMs.p99),
    spectators: now.spectators,
    memoryMb: Math.round(process.memoryUsage.rss() / 2 ** 20),
  }
}

/** Of those samples that have it; none has what none of them has. */
export function meanOf(samples: readonly Numbers[]): Numbers {
  return Object.fromEntries(
    numberNames.flatMap((name) => {
      const values = samples.flatMap((numbers) => numbers[name] ?? [])
      return values.length === 0 ? [] : [[name, round(values.reduce((sum, value) => sum + value, 0) / values.length)]]
    }),
  )
}

const round = (value: number) => Math.round(value * 100) / 100
