import { z } from 'zod'
import { integer, perPlayer, type GameRules, type Random } from '../../index.ts'
import { act, commands, judge } from './commands.ts'
import { courseOf } from './course/course.ts'
import { MarbleRace } from './field.ts'
import { load, memoryOf, save } from './memory.ts'
import { openLobby, showJoined, stepFinish, stepLobby, stepRace } from './phases.ts'
import { showBoard } from './points.ts'
import { standingsOf } from './standings.ts'
import { teams, teamWords } from './teams.ts'
import { ticksPerSecond } from './world/world.ts'

/** Every viewer who joins is a marble on a course that nobody has seen before. */
export const rules: GameRules<MarbleRace> = {
  id: 'marble-race',
  title: 'Marble Race',
  tickRate: ticksPerSecond,
  state: MarbleRace,
  commands,
  input: perPlayer(),
  settings: z.object({
    /** Seconds from the first marble’s joining to the start. */
    lobby: integer(5, 300).default(30),
    /** Marbles that a race has at least; those of the house fill it up. */
    house: integer(0, 20).default(12),
  }),
  setup(state, { standings }) {
    const memory = memoryOf(state)
    for (const standing of standings) memory.allTime.set(standing.player, standing)
    showBoard(state.allTime, memory.allTime)
    for (let team = 0; team < teams.length; team++) state.teamPoints.push(0)
  },
  step(state, input, ctx) {
    const memory = memoryOf(state)
    memory.tick = ctx.tick
    act(state, memory, input, ctx)
    if (state.teams === '') openLobby(state, memory, ctx)
    else if (state.phase === 'race') stepRace(state, memory, ctx)
    else if (state.phase === 'finish') stepFinish(state, memory, ctx)
    else stepLobby(state, memory, ctx)
  },
  judge,
  score(state) {
    const best = teams.map(({ name }, team) => ({ name, points: state.teamPoints[team] ?? 0 }))
    const ahead = best.reduce((a, b) => (b.points > a.points ? b : a))
    const team = ahead.points === 0 ? 'no team has points yet' : `team ${ahead.name} is ahead with ${ahead.points}`
    const leader = state.today[0]
    return leader
      ? `${leader.name} leads with ${leader.points} points; ${team}`
      : `race ${state.race + 1} is open: ${team}`
  },
  leaders: standingsOf,
  bot,
  save,
  load,
  forget(state, player) {
    const memory = memoryOf(state)
    const marble = memory.players.indexOf(player)
    let count = memory.queue.delete(player) ? 1 : 0
    for (const board of [memory.today, memory.allTime]) count += board.delete(player) ? 1 : 0
    if (marble >= 0) {
      memory.players[marble] = null
      const shown = state.names.length
      if (marble < shown) state.names[marble] = '…'
      else memory.unnamed[marble - shown] = '…'
      count += 1
    }
    showJoined(state, memory)
    showBoard(state.today, memory.today)
    showBoard(state.allTime, memory.allTime)
    return count
  },
}

function bot(state: MarbleRace, random: Random): string {
  const joining = random.integer(2) === 0 ? 'join' : `join ${random.pick(teamWords)}`
  if (state.phase !== 'race' || random.integer(4) === 0) return joining
  // Rather late than at the start, as people would.
  const isLate = memoryOf(state).direction.y > courseOf(state.course).length / 3
  return random.integer(isLate ? 2 : 8) === 0 ? 'boost' : random.pick(['left', 'right'])
}
