import { z } from 'zod'
import { file, integer, slider, type Decision, type GameRules, type StepContext } from '../../index.ts'
import { bot } from './bot.ts'
import { deskOf, loadDesk, openDesk, saveDesk, type Desk } from './desk.ts'
import { readGame, scoreOf } from './homebrew/game.ts'
import { createMachine } from './machine/machine.ts'
import { playStep, stepsOf, takeSteps } from './pad.ts'
import { keptBlocks, writeBlock } from './sound/block.ts'
import { Console } from './state.ts'

/** A lantern on the all-time leader board: as many points as in the game. */
const lanternPoints = 10

const crashedTicks = 600

/** An emulated console that a crowd plays by its pad: a tick is one of its pictures. */
export const rules: GameRules<Console> = {
  id: 'console',
  title: 'Console',
  tickRate: 60,
  state: Console,
  commands: {
    move: {
      words: ['up', 'down', 'left', 'right'],
      aliases: { u: 'up', d: 'down', l: 'left', r: 'right' },
      help: 'move',
    },
    press: { words: ['a', 'b', 'start', 'select'], help: 'press' },
    wait: { aliases: { w: 'wait' }, help: 'let a step pass' },
  },
  combine: {
    steps: 16,
    chord: 4,
    hold: true,
    conflicts: [
      ['up', 'down'],
      ['left', 'right'],
    ],
    solo: ['wait'],
  },
  input: slider({ seconds: 8 }),
  settings: z.object({ rom: file(), press: integer(1, 60).default(12) }),
  setup(state, { settings }) {
    openDesk(state, settings['rom'] as Uint8Array | undefined)
  },
  step(state, input, ctx) {
    const desk = deskOf(state)
    state.tick = ctx.tick
    for (const decision of input) take(state, desk, decision, ctx.tick)
    if (playStep(state, pressTicks(ctx))) desk.owner = desk.owners.shift() ?? null
    run(state, desk, ctx)
    desk.sender.send(desk.machine.picture, [...state.picture])
    state.sound[ctx.tick % keptBlocks] = writeBlock(desk.machine.sound())
    const litBefore = state.lit
    if (state.cartridge !== '') readGame(state, desk.machine)
    if (state.lit > litBefore && state.mode > 0 && !state.isDemo && desk.owner !== null)
      ctx.award(desk.owner.player, desk.owner.name, lanternPoints)
  },
  score: scoreOf,
  bot,
  save: saveDesk,
  load: loadDesk,
}

const pressTicks = ({ settings }: StepContext) => (settings['press'] as number | undefined) ?? 12

function take(state: Console, desk: Desk, decision: Decision, tick: number): void {
  const steps = stepsOf(decision)
  state.playedAtTick = tick
  if (!takeSteps(state, steps)) return
  const { player, by } = decision
  const owner = player === null || by === null ? null : { player, name: by }
  desk.owners.push(...steps.map(() => owner))
}

/** A cartridge may do what no console would go on from; then it is put in again, after a pause: it may do so at once. */
function run(state: Console, desk: Desk, { tick, alert }: StepContext): void {
  if (tick < state.offUntilTick) return
  try {
    desk.machine.run(state.down)
  } catch {
    desk.machine = createMachine(desk.rom)
    state.offUntilTick = tick + crashedTicks
    alert('error', 'The cartridge has crashed, and starts again')
  }
}
