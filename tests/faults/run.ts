/** `npm run faults [-- --only NAME …] [-- --json]`: makes each fault on a real broadcast, and tells what a viewer saw of it. Ends with 1 when one costs more than it may. */
import { parseArgs } from 'node:util'
import { broken } from './bounds.ts'
import { faults } from './faults.ts'
import { interrupt, type Fault, type FaultReport } from './fault.ts'
import { heading, row } from './table.ts'

/** Longest time for one of them, in ms. */
const limitMs = 120_000

function readFlags(): { only: string[]; json: boolean } | null {
  try {
    const { values } = parseArgs({
      options: { only: { type: 'string', multiple: true, default: [] }, json: { type: 'boolean', default: false } },
    })
    return values.only.every((name) => faults.some((fault) => fault.name === name)) ? values : null
  } catch {
    return null
  }
}

async function attempt(fault: Fault): Promise<FaultReport | string> {
  const unable = fault.unable?.() ?? null
  if (unable !== null) return `not tried: ${unable}`
  const late = setTimeout(() => interrupt(`it took more than ${limitMs / 1000} s`), limitMs)
  try {
    return await fault.run(false)
  } catch (error) {
    return `failed: ${error instanceof Error ? error.message : String(error)}`
  } finally {
    clearTimeout(late)
  }
}

let isOver = false
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    isOver = true
    interrupt('it was interrupted')
  })

const flags = readFlags()
if (flags === null) {
  const names = faults.map(({ name }) => name).join(', ')
  process.stderr.write(`usage: npm run faults -- [--only NAME …] [--json]; the faults are ${names}\n`)
  process.exit(2)
}
const { only, json } = flags
if (!json) process.stdout.write(`${heading}\n`)
let failed = 0
for (const fault of faults.filter(({ name }) => only.length === 0 || only.includes(name))) {
  if (isOver) break
  const report = await attempt(fault)
  const complaints = typeof report === 'string' ? [] : broken(fault.bounds, report)
  failed += typeof report === 'string' && report.startsWith('failed') ? 1 : complaints.length
  if (json)
    process.stdout.write(
      `${JSON.stringify({ name: fault.name, ...(typeof report === 'string' ? { report } : report) })}\n`,
    )
  else
    process.stdout.write(
      `${typeof report === 'string' ? `| ${fault.title} | | | | ${report} |` : row(fault, report)}\n`,
    )
  for (const complaint of complaints) process.stderr.write(`${fault.name}: ${complaint}\n`)
}
process.exit(failed === 0 && !isOver ? 0 : 1)
