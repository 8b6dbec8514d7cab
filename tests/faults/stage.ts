import { readdirSync } from 'node:fs'
import path from 'node:path'
import { samplesBefore } from '../../render/clock.ts'
import { parseFps, parseTarget, samplesOf, soundLeadFrames } from '../../render/index.ts'
import { Output } from '../../render/output/output.ts'
import type { OutletStatus } from '../../render/output/send/outlet.ts'
import { temporaryFolder, until } from '../helpers/arcade.ts'
import { startRtmpServer, type RtmpServer } from '../helpers/nginx-rtmp.ts'
import { ffmpegWithPids } from '../helpers/output.ts'
import { numberedPicture } from './picture.ts'
import { startPlayer, type Player } from './player.ts'
import { startRelay, type Relay } from './relay.ts'

export interface StageOptions {
  readonly size: { readonly width: number; readonly height: number }
  /** More outputs beside the broadcast. */
  readonly files?: readonly string[]
  /** More for the server's application. */
  readonly directives?: string
}

export const rates = { fps: parseFps('30'), sampleRate: 48_000 }
const key = 'show'

/** A broadcast on the air: numbered pictures and sound → a real `Output` → relay → nginx → a player. */
export interface Stage extends AsyncDisposable {
  readonly output: Output
  readonly relay: Relay
  readonly player: Player
  /** When frame 0 was due, on the clock of `performance.now()`. */
  readonly startMs: number
  readonly log: readonly string[]
  /** Of the broadcast first, then of the files. */
  readonly status: () => OutletStatus
  readonly statuses: () => readonly OutletStatus[]
  /** Ids of the encoders, the one at work first. */
  encoders(): number[]
  /** What the server has received, a file for each connection, in their order. */
  recordings(): string[]
  killServer(): void
  startServer(): Promise<void>
}

/** Starts it and waits until the picture runs and a spare encoder stands by. */
export async function openStage({ size, files = [], directives = '' }: StageOptions): Promise<Stage> {
  await using stack = new AsyncDisposableStack()
  const wrapper = stack.use(ffmpegWithPids())
  const folder = stack.use(temporaryFolder())
  const all = `record all; record_path ${folder.path}; record_unique on; ${directives}`
  const first = await startRtmpServer(undefined, all)
  let server: RtmpServer | null = first
  stack.defer(() => server?.[Symbol.asyncDispose]())
  const relay = stack.use(await startRelay(first.port))
  const log: string[] = []
  const output = openOutput({
    size,
    files,
    ffmpeg: wrapper.program,
    url: `rtmp://127.0.0.1:${relay.port}/live/${key}`,
    log,
  })
  stack.defer(() => output.close())
  const startNs = process.hrtime.bigint()
  stack.defer(paint(output, size, startNs))
  const startMs = performance.now()
  output.start(startNs)
  const player = stack.use(startPlayer(`${first.url}/${key}`))
  await until(() => player.newest > 45 && wrapper.encoders().length === 2, 20_000)
  const owned = stack.move()
  const statuses = () => output.status.outputs
  return {
    ...{ output, relay, player, startMs, log, statuses },
    status: () => statuses()[0] as OutletStatus,
    encoders: () => wrapper.encoders(),
    recordings: () => recordingsIn(folder.path),
    killServer() {
      process.kill(first.pid === server?.pid ? first.pid : (server?.pid as number), 'SIGKILL')
      server = null
    },
    async startServer() {
      server = await startRtmpServer(first.port, all)
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

/** The server ends their names with the second of the beginning. */
function recordingsIn(folder: string): string[] {
  return readdirSync(folder)
    .toSorted()
    .map((name) => path.join(folder, name))
}

interface OpenOptions {
  readonly size: StageOptions['size']
  readonly files: readonly string[]
  readonly ffmpeg: string
  readonly url: string
  readonly log: string[]
}

function openOutput({ size, files, ffmpeg, url, log }: OpenOptions): Output {
  const targets = [parseTarget(url), ...files.map((file) => parseTarget(file))]
  return new Output({
    ...{ ffmpeg, pace: 'live', frames: null },
    pictures: [
      { format: { ...size, ...rates }, outputs: targets.map((target) => ({ target, preset: 'live' as const })) },
    ],
    free: () => {},
    closed: () => {},
    failed: (error) => log.push(error.message),
    log: (_level, line) => log.push(line),
  })
}

/** Half a second of pictures lies ready, so that what is measured is the output and not this painter. */
const aheadFrames = 15

/** @returns stops it */
function paint(output: Output, size: StageOptions['size'], startNs: bigint): () => void {
  const { fps, sampleRate } = rates
  let painted = 0
  const more = () => {
    const due = Number(((process.hrtime.bigint() - startNs) * BigInt(fps.num)) / (1_000_000_000n * BigInt(fps.den)))
    for (; painted < due + aheadFrames; painted++) {
      // Where this process itself was held up, silence has taken the place of late sound.
      const chunk = painted + soundLeadFrames
      if (chunk >= output.sound.length) output.addSound(chunk, tone(chunk, fps, sampleRate))
      output.addPicture(0, painted, numberedPicture(painted, size))
    }
  }
  more()
  const timer = setInterval(more, 50)
  return () => clearInterval(timer)
}

function tone(chunk: number, fps: typeof rates.fps, sampleRate: number): Buffer {
  const first = samplesBefore(chunk, fps, sampleRate)
  const pcm = new Int16Array(2 * samplesOf(chunk, fps, sampleRate))
  for (let i = 0; i < pcm.length; i++) pcm[i] = 8000 * Math.sin((2 * Math.PI * 440 * (first + (i >> 1))) / sampleRate)
  return Buffer.from(pcm.buffer)
}
