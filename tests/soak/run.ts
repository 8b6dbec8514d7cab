/** `npm run soak [-- --frames N]`: a day of stream as quickly as it goes. Nothing may be missing, and memory may not grow. */
import { parseArgs } from 'node:util'
import { soak } from './soak.ts'

/** 24 hours at 30 frames a second. */
const day = 2_592_000

/** From here on the slope of the memory says something: a collector's ups and downs are larger in less time. */
const tellingFrames = 500_000

function readFrames(): number | null {
  try {
    const { values } = parseArgs({ options: { frames: { type: 'string', default: String(day) } } })
    const frames = Number(values.frames)
    return Number.isSafeInteger(frames) && frames >= 100 ? frames : null
  } catch {
    return null
  }
}

const frames = readFrames()
if (frames === null) {
  process.stderr.write('usage: npm run soak -- [--frames N], at least 100\n')
  process.exit(2)
}
const startMs = performance.now()
let shown = -1
const report = await soak(frames, (share) => {
  const percent = Math.floor(share * 100)
  if (percent === shown) return
  shown = percent
  const seconds = (performance.now() - startMs) / 1000
  if (process.stderr.isTTY || percent % 10 === 0)
    process.stderr.write(`\r${percent} %, ${Math.round((share * frames) / seconds)} frames a second   `)
})
const { framesMissing, samplesMissing, backwards, misplaced, memory, slope } = report
const hours = frames / 108_000
process.stdout.write(
  [
    `\r${frames} frames, ${hours.toFixed(1)} h of stream, in ${((performance.now() - startMs) / 60_000).toFixed(1)} min`,
    `  frames missing ${framesMissing}, samples missing ${samplesMissing}`,
    `  times that don’t rise ${backwards}, times that are off ${misplaced}`,
    `  resident memory ${memory.map((mb) => `${Math.round(mb)} MB`).join(' once settled, ')} at the end, ${slope.toFixed(2)} MB an hour of stream`,
    '',
  ].join('\n'),
)
const isLeaking = frames >= tellingFrames && slope >= 1
// One that is too much doesn't make up for one that is missing.
const isWrong = [framesMissing, samplesMissing, backwards, misplaced].some((count) => count !== 0)
process.exit(isWrong || isLeaking ? 1 : 0)
