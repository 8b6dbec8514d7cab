import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { fuzzChat } from './chat.ts'

const usage = 'usage: npm run fuzz -- chat [--messages N] [--seed N]\n'

function readFlags(): { messages: number; seed: number } | null {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { seed: { type: 'string' }, messages: { type: 'string', default: '10000000' } },
    })
    const messages = Number(values.messages)
    const seed = values.seed === undefined ? randomInt(2 ** 32) : Number(values.seed)
    const isRight = positionals.join() === 'chat' && Number.isSafeInteger(messages) && messages > 0
    return isRight && Number.isSafeInteger(seed) ? { messages, seed } : null
  } catch {
    return null
  }
}

const flags = readFlags()
if (flags === null) {
  process.stderr.write(usage)
  process.exit(2)
}
const { messages, seed } = flags
process.stdout.write(`fuzzing the chat with ${messages} messages, seed ${seed}\n`)
const startedAt = performance.now()
const report = await fuzzChat(seed, messages, (share) => {
  if (process.stderr.isTTY) process.stderr.write(`\r${Math.floor(share * 100)} %`)
})
const seconds = (performance.now() - startedAt) / 1000
process.stdout.write(
  [
    `\r${report.messages} messages in ${seconds.toFixed(1)} s: no exception, each answered once`,
    ...Object.entries(report.outcomes)
      .sort(([, a], [, b]) => b - a)
      .map(([code, count]) => `  ${String(count).padStart(9)}  ${code}`),
    `  memory ${report.memory.map((mb) => `${Math.round(mb)} MB`).join(' early, ')} at the end`,
    '',
  ].join('\n'),
)
const [early, end] = report.memory
// Far above what a collector leaves lying about, and far below what ten million of anything would take.
if (end > early + 200) {
  process.stderr.write(`memory grew from ${Math.round(early)} to ${Math.round(end)} MB\n`)
  process.exit(1)
}
