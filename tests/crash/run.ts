/** `npm run crash [-- --kills N] [--seed N]`: kills shows at random moments, and tells what was lost. Ends with 1 where anything was. */
import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { temporaryFolder } from '../helpers/arcade.ts'
import { killAgain } from './kills.ts'

/** Shows that are killed at once. */
const shows = 10

const { values } = parseArgs({ options: { kills: { type: 'string', default: '1000' }, seed: { type: 'string' } } })
const seed = Number(values.seed ?? randomInt(2 ** 32))
const kills = Math.ceil(Number(values.kills) / shows)
if (!(kills >= 1) || !Number.isInteger(seed)) {
  process.stderr.write('usage: npm run crash -- [--kills N] [--seed N]\n')
  process.exit(2)
}
process.stdout.write(`${kills * shows} kill points, ${shows} at a time, seed ${seed}\n`)
using folder = temporaryFolder()
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
