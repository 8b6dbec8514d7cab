/** `npm run bench -- snapshots`: what a snapshot takes of the thread of the game, by how many viewers have voted. */
import { inputFor } from '../game/index.ts'
import { rules } from '../game/bundled/colour-tone/rules.ts'
import { quietInput, type TickInput } from '../server/journal/record.ts'
import { memoryBytes, memoryOf } from '../server/memory/stage-memory.ts'
import { openStage, type Stage } from '../server/stage.ts'
import { silentLog, stagePlan } from '../tests/helpers/journal.ts'

const ticks = 100
const times = 25

/** Everybody votes once, in the same window. */
async function playUntilAllVoted(voters: number): Promise<Stage> {
  let said = 0
  const message = () => {
    said += 1
    const from = { source: 'twitch:channel', id: `id-${said}-of-a-message`, userId: `twitch:${100_000_000 + said}` }
    const user = { login: `viewer${said}`, user: `Viewer${said}`, colour: null, badges: [] }
    return { type: 'message' as const, ...from, ...user, text: String(20 + ((said * 7919) % 500)) }
  }
  const replay = (tick: number): TickInput => {
    const quiet = quietInput(tick, false)
    const items = tick === 0 ? [] : Array.from({ length: voters / ticks }, message)
    return { ...quiet, chat: { ...quiet.chat, items } }
  }
  const stage = await openStage(stagePlan(inputFor('democracy', rules.input, { seconds: 60 })), silentLog, replay)
  for (let tick = 1; tick <= ticks; tick++) stage.step()
  return stage
}

/** Of this thread's processor time, which other work of the machine doesn't add to. */
function meanMs(run: () => void): string {
  const usage = () => {
    const { user, system } = process.threadCpuUsage()
    return (user + system) / 1000
  }
  run()
  const startMs = usage()
  for (let time = 0; time < times; time++) run()
  return ((usage() - startMs) / times).toFixed(1)
}

console.log('| viewers who have voted | saved in, ms | put back in, ms | bytes |\n| ---: | ---: | ---: | ---: |')
for (const voters of [100, 5000, 50_000]) {
  await using stage = await playUntilAllVoted(voters)
  const bytes = memoryBytes(stage.save())
  const saved = meanMs(() => memoryBytes(stage.save()))
  const loaded = meanMs(() => memoryOf(bytes))
  console.log(`| ${voters} | ${saved} | ${loaded} | ${bytes.length} |`)
}
