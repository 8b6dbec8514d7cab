/** `npm run bench [-- NAME …] [-- --flags of one]`: runs the named benches, or all of them. Each prints ratios measured in one run. */
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const here = new URL('.', import.meta.url)
const names = readdirSync(here)
  .filter((file) => file.endsWith('.ts') && file !== 'run.ts')
  .map((file) => file.slice(0, -'.ts'.length))
const given = process.argv.slice(2)
const firstFlag = given.findIndex((word) => word.startsWith('-'))
const asked = firstFlag === -1 ? given : given.slice(0, firstFlag)
const flags = given.slice(asked.length)
const unknown = asked.find((name) => !names.includes(name))
if (unknown !== undefined || (asked.length === 0 && flags.length > 0)) {
  const what =
    unknown === undefined
      ? 'usage: npm run bench -- [NAME …] [--flags]'
      : `there is no bench ${JSON.stringify(unknown)}`
  console.error(`${what}; the benches are ${names.join(', ')}`)
  process.exit(2)
}
for (const name of asked.length > 0 ? asked : names)
  spawnSync(process.execPath, [fileURLToPath(new URL(`${name}.ts`, here)), ...flags], { stdio: 'inherit' })
