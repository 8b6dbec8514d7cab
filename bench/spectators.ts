/**
 * What spectators cost: a thousand of them at 20 patches a second, against a bare `ws` server that sends the same bytes in the same
 * run; then ten thousand sockets that join and never read. Clients are in a process of their own. `--seconds N` is the length of each
 * measurement, 10 unless told.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { start } from './spectators/child.ts'
import type { Reading } from './spectators/gauge.ts'
import { tickRate } from './spectators/stage.ts'

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '10' } } })
const seconds = Number(values.seconds)
const spectators = 1000
const sleepers = 10_000
const rounds = 2

const servers = {
  room: new URL('spectators/room.ts', import.meta.url),
  bare: new URL('spectators/bare.ts', import.meta.url),
}
const watching = new URL('spectators/watchers.ts', import.meta.url)
const sleeping = new URL('spectators/sleepers.ts', import.meta.url)

async function watched(kind: keyof typeof servers): Promise<Reading & { perSecond: number; lost: number }> {
  await using server = start(servers[kind], [], true)
  await using watchers = start(watching, [await server.next<number>(), spectators, kind])
  await watchers.next()
  await sleep(2000)
  await Promise.all([server.ask(), watchers.ask()])
  await sleep(1000 * seconds)
  const [reading, { messages, lost }] = await Promise.all([
    server.ask<Reading>(),
    watchers.ask<{ messages: number; lost: number }>(),
  ])
  return { ...reading, perSecond: messages / spectators / seconds, lost }
}

const late = ({ latenessMs: { p50, p99 } }: Reading) => `ticks late p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`
const percent = (cores: number) => `${(100 * cores).toFixed(0)} %`

console.log(`spectators, ${spectators} at ${tickRate} patches a second for ${seconds} s`)
for (let round = 1; round <= rounds; round++) {
  const ours = await watched('room')
  const bare = await watched('bare')
  console.log(`  ours ${late(ours)} (goal 5 ms); bare ws ${late(bare)}`)
  console.log(
    `  CPU of a core: ours ${percent(ours.cores)}, bare ws ${percent(bare.cores)}, ratio ${(ours.cores / bare.cores).toFixed(2)} (goal 1.3)`,
  )
  console.log(
    `  patches a second for each: ours ${ours.perSecond.toFixed(1)}, bare ws ${bare.perSecond.toFixed(1)}; ` +
      `${ours.bytesATick.toFixed(0)} and ${bare.bytesATick.toFixed(0)} bytes each; ${ours.lost} and ${bare.lost} connections lost`,
  )
}

await using server = start(servers.room, [], true)
const port = await server.next<number>()
await sleep(2000)
await server.ask()
await sleep(1000 * seconds)
const before = await server.ask<Reading>()
const startMs = performance.now()
await using crowd = start(sleeping, [port, sleepers])
const seated = await crowd.next<number>()
const joinedMs = performance.now() - startMs
const joining = await server.ask<Reading>()
await sleep(1000 * seconds)
const reading = await server.ask<Reading>()
console.log(`spectators, ${sleepers} sockets that never read`)
console.log(
  `  ${seated} got a seat, the last after ${(joinedMs / 1000).toFixed(1)} s; ${reading.clients} are left ${seconds} s later`,
)
console.log(
  `  memory ${before.mostMb.toFixed(0)} MB before, ${Math.max(joining.mostMb, reading.mostMb).toFixed(0)} MB at most; ` +
    `${((1000 * (Math.max(joining.mostMb, reading.mostMb) - before.mostMb)) / sleepers).toFixed(0)} KB a socket`,
)
for (const [when, now] of [
  ['while they came', joining],
  ['while they were cut', reading],
] as const)
  console.log(
    `  ${late(before)} before; ${when} ${late(now)}: moved by ${(now.latenessMs.p50 - before.latenessMs.p50).toFixed(2)} and ` +
      `${(now.latenessMs.p99 - before.latenessMs.p99).toFixed(2)} ms (goal 1 ms)`,
  )
