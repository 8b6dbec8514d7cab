import type { Random } from '../../index.ts'
import { courseOf, shuffled } from './course/course.ts'
import { laneWidth } from './course/parts.ts'
import { direct } from './director.ts'
import type { MarbleRace } from './field.ts'
import { audible, packHit } from './hits.ts'
import { newDirection, type Memory } from './memory.ts'
import { pack } from './pack.ts'
import { smallestTeam, teams } from './teams.ts'
import { penned } from './world/marbles.ts'
import { createWorld, stepWorld } from './world/world.ts'

/** Who runs: a viewer’s marble, or one of the house, which has no player. */
export interface Runner {
  readonly player: string | null
  readonly name: string
  readonly team: number | null
}

/** Names that a tick shows at most. */
const namesPerTick = 40

/** How many hits the state remembers, and how many ticks pass between two of them. */
const maxHits = 8
const hitRestTicks = 2

/** Lines the runners up on a new course. The run’s first tick is the next one. */
export function startRun(state: MarbleRace, memory: Memory, runners: readonly Runner[], random: Random): void {
  const counts = teams.map((_, team) => runners.filter((each) => each.team === team).length)
  const members = runners.map(({ team }) => {
    if (team !== null) return team
    const small = smallestTeam(counts)
    counts[small] = (counts[small] ?? 0) + 1
    return small
  })
  state.course = random.integer(2 ** 32)
  state.runAtTick = memory.tick
  state.names.clear()
  state.teams = members.join('')
  state.finishers.clear()
  state.times.clear()
  state.hits.clear()
  const places = shuffled([...runners.keys()], random)
  const marbles = penned(places, laneWidth, courseOf(state.course).penHeight)
  state.radius = marbles.radius
  memory.world = createWorld(state.course, marbles)
  memory.unnamed = runners.map(({ name }) => name)
  memory.players = runners.map(({ player }) => player)
  memory.nudgeFrom = runners.map(() => 0)
  memory.boosted = runners.map(() => false)
  memory.direction = newDirection(memory.tick)
  memory.heardAt = 0
  state.fightFor = 0
  // Both moments, or the first picture would be drawn between this run and the one before.
  state.atTick = memory.tick
  state.even = state.odd = pack({ ...marbles, camera: memory.direction.y })
}

/** A tick of the run. */
export function stepRun(state: MarbleRace, memory: Memory): void {
  const { world, direction, tick } = memory
  if (memory.unnamed.length > 0) state.names.push(...memory.unnamed.splice(0, namesPerTick))
  const runTick = tick - state.runAtTick
  const hit = stepWorld(world, runTick, direction.y)
  const arrived: number[] = []
  for (let i = 0; i < world.marbles.count; i++) if (world.marbles.finishedAt[i] === runTick) arrived.push(i)
  // Of two within one tick the deeper one was first.
  for (const marble of arrived.sort((a, b) => world.marbles.y[b]! - world.marbles.y[a]! || a - b)) {
    state.finishers.push(marble)
    state.times.push(runTick)
  }
  direct(state, memory)
  if (hit.speed > audible && tick >= memory.heardAt + hitRestTicks) {
    memory.heardAt = tick
    state.hits[Math.floor(tick / hitRestTicks) % Math.min(maxHits, state.hits.length + 1)] = packHit(tick, hit)
  }
  const packed = pack({ ...world.marbles, camera: direction.y })
  state.atTick = tick
  if (tick % 2 === 0) state.even = packed
  else state.odd = packed
}
