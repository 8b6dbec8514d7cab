import { z } from 'zod'
import type { Command, CommandSpecs, Decision, Judgement, StepContext, Typist } from '../../index.ts'
import type { MarbleRace } from './field.ts'
import { memoryOf, type Memory } from './memory.ts'
import { showJoined } from './phases.ts'
import { teams, teamWords } from './teams.ts'
import { holdTicks } from './hold.ts'

/** Marbles of one race. Who comes when it is full is told so, and may join the next one. */
export const maxMarbles = 500

/** How often a full field is told to everybody. */
const tellFullSeconds = 20

/** Between two nudges of one marble. */
const nudgeSeconds = 2

/** A nudge and a boost, units a second; and for how many ticks a boost drives on. */
const nudgeSpeed = 170
const boostSpeed = 240
const boostTicks = 24

export const commands: CommandSpecs = {
  join: {
    args: z.object({ team: z.enum(teamWords, `the teams are ${teamWords.join(' ')}`).optional() }),
    usage: 'join  join blue',
    own: true,
    help: 'be a marble of the next race',
  },
  boost: { help: 'once a race: a burst of speed' },
  nudge: { words: ['left', 'right'], help: `push your marble aside, every ${nudgeSeconds} s` },
}

const notRacing = { refuse: 'type join for the next race' }

/** Why a command can’t be done now; null where it can. */
export function judge(state: MarbleRace, command: Command, by: Typist): Judgement | null {
  const memory = memoryOf(state)
  if (command.name === 'join') {
    const isFull = memory.queue.size >= maxMarbles && !memory.queue.has(by.player)
    return isFull ? { refuse: `the next race is full with ${maxMarbles} marbles: join the one after it` } : null
  }
  const marble = marbleOf(state, memory, by.player)
  if (marble < 0 && memory.queue.has(by.player)) return { refuse: waiting(state) }
  const refuse = whyNot(state, memory, command, marble)
  return refuse === null ? null : { refuse }
}

/** Who has joined has done all that can be done so far. */
function waiting({ phase }: MarbleRace): string {
  return phase === 'lobby' ? 'you are in: the race has not begun' : 'you are in the next race: wait for its start'
}

function whyNot(state: MarbleRace, memory: Memory, command: Command, marble: number): string | null {
  if (marble < 0 || state.phase !== 'race') return notRacing.refuse
  if (memory.tick - state.runAtTick < holdTicks) return 'wait for the start'
  if (memory.world.marbles.finishedAt[marble] !== 0) return 'your marble is home already'
  if (command.name === 'boost') return memory.boosted[marble] ? 'your boost of this race is used up' : null
  return memory.tick < (memory.nudgeFrom[marble] ?? 0) ? `a nudge every ${nudgeSeconds} s is all there is` : null
}

/** −1 for who is not in the race. */
function marbleOf(state: MarbleRace, { players }: Memory, player: string | null): number {
  return state.phase === 'race' && player !== null ? players.indexOf(player) : -1
}

export function act(state: MarbleRace, memory: Memory, input: readonly Decision[], ctx: StepContext): void {
  let hasJoined = false
  for (const decision of input) {
    if (decision.command.name === 'join') hasJoined = join(memory, decision, ctx) || hasJoined
    else for (const marble of meant(state, memory, decision)) drive(state, memory, decision.command, marble, ctx)
  }
  if (hasJoined) showJoined(state, memory)
}

/** @returns whether they are in */
function join(memory: Memory, { command, player, by }: Decision, ctx: StepContext): boolean {
  if (player === null) return false
  const { queue } = memory
  if (queue.size >= maxMarbles && !queue.has(player)) {
    if (memory.toldFullAt === 0 || ctx.tick - memory.toldFullAt >= tellFullSeconds * ctx.tickRate) {
      memory.toldFullAt = ctx.tick
      ctx.alert('info', `The next race is full with ${maxMarbles} marbles: join the one after it`)
    }
    return false
  }
  const chosen = teams.findIndex(({ word }) => word === command.args['team'])
  const team = chosen < 0 ? (queue.get(player)?.team ?? null) : chosen
  queue.set(player, { player, name: by ?? 'somebody', team })
  return true
}

/** Somebody’s own marble, or those of all viewers where the crowd has decided it by vote. */
function meant(state: MarbleRace, memory: Memory, { player }: Decision): readonly number[] {
  if (player !== null) return [marbleOf(state, memory, player)]
  return memory.players.flatMap((owner, marble) => (owner === null ? [] : [marble]))
}

function drive(state: MarbleRace, memory: Memory, command: Command, marble: number, ctx: StepContext): void {
  if (whyNot(state, memory, command, marble) !== null) return
  const { vx, vy, boost } = memory.world.marbles
  if (command.name === 'boost') {
    memory.boosted[marble] = true
    boost[marble] = boostTicks
    vy[marble] = vy[marble]! + boostSpeed
    return
  }
  memory.nudgeFrom[marble] = ctx.tick + nudgeSeconds * ctx.tickRate
  vx[marble] = vx[marble]! + (command.word === 'left' ? -nudgeSpeed : nudgeSpeed)
  vy[marble] = vy[marble]! - nudgeSpeed / 4
}
