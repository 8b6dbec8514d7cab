import type { StepContext } from '../../index.ts'
import { shuffled } from './course/course.ts'
import type { MarbleRace } from './field.ts'
import { houseNames } from './house.ts'
import type { Memory } from './memory.ts'
import { placesOf } from './order.ts'
import { addPoints, pointsFor, showBoard, trim } from './points.ts'
import { startRun, stepRun, type Runner } from './run.ts'
import { holdTicks } from './hold.ts'

/** The longest that a race takes after its start, and after somebody has won it. */
const longestSeconds = 100
const afterWinnerSeconds = 35

/** The podium, and how long marbles still fall out of the picture before it. */
const podiumSeconds = 14

/** A run of the house marbles ends after so long, wherever they are. */
const demoSeconds = 80

/** House marbles that run while nobody plays. */
const demoField = 10

const houseRunner = (name: string): Runner => ({ player: null, name, team: null })

/** House marbles run on a new course, and viewers join meanwhile. */
export function openLobby(state: MarbleRace, memory: Memory, ctx: StepContext): void {
  state.phase = 'lobby'
  state.phaseAtTick = memory.tick
  state.endsAtTick = 0
  demo(state, memory, ctx)
}

function demo(state: MarbleRace, memory: Memory, { random }: StepContext): void {
  startRun(state, memory, shuffled(houseNames, random).slice(0, demoField).map(houseRunner), random)
}

export function stepLobby(state: MarbleRace, memory: Memory, ctx: StepContext): void {
  const { tick, queue } = memory
  if (queue.size === 0) state.endsAtTick = 0
  else if (state.endsAtTick === 0) state.endsAtTick = tick + (ctx.settings['lobby'] as number) * ctx.tickRate
  if (state.endsAtTick > 0 && tick >= state.endsAtTick) return startRace(state, memory, ctx)
  const isLong = tick - state.runAtTick > demoSeconds * ctx.tickRate
  if (isLong || memory.world.marbles.gone.every((gone) => gone === 1)) demo(state, memory, ctx)
  else stepRun(state, memory)
}

function startRace(state: MarbleRace, memory: Memory, ctx: StepContext): void {
  const runners: Runner[] = [...memory.queue.values()]
  const missing = Math.max(0, (ctx.settings['house'] as number) - runners.length)
  runners.push(...shuffled(houseNames, ctx.random).slice(0, missing).map(houseRunner))
  memory.queue.clear()
  showJoined(state, memory)
  state.phase = 'race'
  state.phaseAtTick = memory.tick
  state.endsAtTick = 0
  state.race = (state.race % 65_535) + 1
  startRun(state, memory, runners, ctx.random)
}

export function stepRace(state: MarbleRace, memory: Memory, ctx: StepContext): void {
  stepRun(state, memory)
  const { marbles } = memory.world
  const runTick = memory.tick - state.runAtTick
  const winnerAt = state.times[0]
  const limit = Math.min(
    holdTicks + longestSeconds * ctx.tickRate,
    winnerAt === undefined ? Infinity : winnerAt + afterWinnerSeconds * ctx.tickRate,
  )
  if (state.finishers.length < marbles.count && runTick < limit) return
  state.phase = 'finish'
  state.phaseAtTick = memory.tick
  state.endsAtTick = memory.tick + podiumSeconds * ctx.tickRate
  score(state, memory, ctx)
}

/** Points for all, by place; who had not arrived is placed by how far they came. */
function score(state: MarbleRace, memory: Memory, ctx: StepContext): void {
  const places = placesOf(memory.world.marbles, state.finishers)
  const [winner] = places
  if (winner !== undefined) ctx.over(`${state.names[winner] ?? ''} has won race ${state.race}`)
  for (const [place, marble] of places.entries()) {
    const points = pointsFor(place)
    const team = Number(state.teams[marble])
    const player = memory.players[marble] ?? null
    // Teams earn by the first ten alone, or the largest would always win.
    if (place < 10) state.teamPoints[team] = (state.teamPoints[team] ?? 0) + points
    if (player === null) continue
    const name = state.names[marble] ?? ''
    for (const board of [memory.today, memory.allTime]) addPoints(board, { player, name, points })
    ctx.award(player, name, points)
  }
  trim(memory.today)
  trim(memory.allTime)
  showBoard(state.today, memory.today)
  showBoard(state.allTime, memory.allTime)
}

export function stepFinish(state: MarbleRace, memory: Memory, ctx: StepContext): void {
  stepRun(state, memory)
  if (memory.tick >= state.endsAtTick) openLobby(state, memory, ctx)
}

/** Names of those who joined last, for the lobby. */
const shownNewest = 4

export function showJoined(state: MarbleRace, { queue }: Memory): void {
  state.joined = queue.size
  state.newest = [...queue.values()]
    .slice(-shownNewest)
    .map(({ name }) => name)
    .join('\n')
}
