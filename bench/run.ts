/** `npm run bench [-- NAME …]`: runs the named benches, or all of them. Each prints ratios measured in one run. */
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const here = new URL('.', import.meta.url)
const names = readdirSync(here)
  .filter((file) => file.endsWith('.ts') && file !== 'run.ts')
  .map((file) => file.slice(0, -'.ts'.length))
const given = process.argv.slice(2)
const asked = given.filter((word, index) => !word.startsWith('--') && !given[index - 1]?.startsWith('--'))
const flags = given.filter((word) => !asked.includes(word))
const unknown = asked.find((name) => !names.includes(name))
if (unknown !== undefined) {
  console.error(`there is no bench ${JSON.stringify(unknown)}; the benches are ${names.join(', ')}`)
  process.exit(2)
}
for (const name of asked.length > 0 ? asked : names)
  spawnSync(process.execPath, [fileURLToPath(new URL(`${name}.ts`, here)), ...flags], { stdio: 'inherit' })
