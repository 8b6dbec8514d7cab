/**
 * What the output costs beside its encoder, and how late its pictures are. `--only cost|frame|word` takes one part, `--frames N` sets
 * the length of what is measured (600), `--rounds N` how often the cost is (2).
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { compareCost } from './output/cost.ts'
import { drawFrames } from './output/frames.ts'
import { byServer, directly, type FrameLatencies } from './output/latency.ts'
import { wordLatencies } from './output/typed.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    frames: { type: 'string', default: '600' },
    rounds: { type: 'string', default: '2' },
  },
})
const [frames, rounds] = [Number(values.frames), Number(values.rounds)]
const isAsked = (part: string) => values.only.length === 0 || values.only.includes(part)

function told(what: string, latencies: readonly number[], goals: string): void {
  const sorted = latencies.toSorted((a, b) => a - b)
  const at = (share: number) => `${Math.round(sorted[Math.floor(share * sorted.length)] ?? Number.NaN)} ms`
  console.log(`  ${what}: median ${at(0.5)}, p95 ${at(0.95)} of ${sorted.length} (goal ${goals})`)
}

function toldFrames(what: string, { latencies, missing }: FrameLatencies): void {
  told(what, latencies, '60 and 75 ms')
  console.log(`    ${missing} of ${frames} frames missing`)
}

const memory = '/dev/shm'
const folder = mkdtempSync(path.join(existsSync(memory) ? memory : os.tmpdir(), 'chatarcade-bench-'))
try {
  console.log('output, a busy scene drawn beforehand, 1280x720 at 30 frames a second')
  if (isAsked('cost')) await compareCost(folder, frames, rounds)
  if (isAsked('frame')) {
    await drawFrames(path.join(folder, 'frames.yuv'))
    toldFrames('a frame drawn → decoded by a player at nginx', await byServer(folder, frames))
    toldFrames('the same by a player that is connected to us', await directly(folder, frames))
  }
  if (isAsked('word')) told('a word typed → its effect decoded there', await wordLatencies(25), '110 ms')
} finally {
  rmSync(folder, { recursive: true })
}
