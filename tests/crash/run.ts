/**
 * `npm run crash [-- --kills N] [--seed N]`: kills shows at random moments, and tells what was lost. Ends with 1 where anything was.
 * `npm run crash -- --starts N`: kills the whole program, and tells how long it takes until its picture is live again.
 */
import { randomInt } from 'node:crypto'
import os from 'node:os'
import { parseArgs } from 'node:util'
import { temporaryFolder } from '../helpers/arcade.ts'
import { killAgain } from './kills.ts'
import { killedStarts } from './starts.ts'

/** Shows that are killed at once. */
const shows = 10

const { values } = parseArgs({
  options: {
    ...{ kills: { type: 'string', default: '1000' }, seed: { type: 'string' } },
    starts: { type: 'string' },
  },
})
using folder = temporaryFolder()
if (values.starts === undefined)
  await kill(Math.ceil(Number(values.kills) / shows), Number(values.seed ?? randomInt(2 ** 32)))
else await start(Number(values.starts))

async function kill(kills: number, seed: number): Promise<void> {
  if (!(kills >= 1) || !Number.isInteger(seed)) return refuse()
  process.stdout.write(`${kills * shows} kill points, ${shows} at a time, seed ${seed}\n`)
  const progress = (done: number) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${done * shows} of ${kills * shows}`)
  }
  try {
    const report = await killAgain({ folder: folder.path, shows, kills, seed, progress })
    process.stdout.write(`\nnothing was lost\n${JSON.stringify(report, null, 2)}\n`)
  } catch (error) {
    process.stdout.write(`\n${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}

async function start(starts: number): Promise<void> {
  if (!(starts >= 1)) return refuse()
  for await (const { tick, liveMs } of killedStarts(folder.path, starts)) {
    const from = tick === null ? 'begun' : `goes on at tick ${tick}`
    const [load = 0] = os.loadavg()
    process.stdout.write(
      `${from}: live after ${liveMs} ms, at a load of ${load.toFixed(1)} on ${os.cpus().length} cores\n`,
    )
  }
}

function refuse(): void {
  process.stderr.write('usage: npm run crash -- [--kills N] [--seed N] | --starts N\n')
  process.exitCode = 2
}
