/**
 * What reading chat costs, against tmi.js alone on the same lines in the same run; then a flood through a real socket.
 * `--seconds N` shortens the flood, which takes 60 s.
 */
import { parseArgs } from 'node:util'
import { runFlood } from './chat/flood.ts'
import { compareRates } from './chat/rates.ts'

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' } } })
compareRates()
const { sent, report } = await runFlood({ perSecond: 5000, seconds: Number(values.seconds), onOneCore: true })
const { counts, latenessMs, tickMs, memoryEachSecond } = report
const rejected = Object.values(counts.rejected).reduce((sum, count) => sum + count, 0)
const mb = (second: number) =>
  `${Math.round(memoryEachSecond.at(Math.min(second, memoryEachSecond.length - 1)) ?? 0)} MB`
console.log(`chat, a flood of 5000 messages a second for ${values.seconds} s, the show on one core`)
console.log(
  `  ticks late p50 ${latenessMs?.p50.toFixed(2)} ms, p99 ${latenessMs?.p99.toFixed(2)} ms; a tick works p99 ${tickMs.p99.toFixed(2)} ms`,
)
console.log(`  memory ${mb(10)} after 10 s, ${mb(-1)} at the end`)
console.log(`  sent ${sent} = received ${counts.received} = accepted ${counts.accepted} + rejected ${rejected}`)
// tmi.js's timers of the first part would keep the process.
process.exit(0)
