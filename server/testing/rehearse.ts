import { Decoder } from '@colyseus/schema'
import { createState, inputFor, type Game } from '../../game/index.ts'
import type { LoadedPlay } from '../../render/index.ts'
import { memoryBytes, memoryOf } from '../memory/stage-memory.ts'
import { openStage, type Stage } from '../stage.ts'
import { firstDifference } from './differences.ts'
import { exposed } from './exposed.ts'
import { planOf, type TestOptions } from './options.ts'
import { createProbe, type Probe } from './probe.ts'
import type { ScriptLine } from './script.ts'
import { silentLog } from './silent-log.ts'

export interface Rehearsal {
  readonly game: Game
  readonly options: TestOptions
  readonly loaded: LoadedPlay
  readonly ticks: number
}

/** A part of the protocol's numbers are floats of 32 bits. */
const encodedSlack = 1e-6

/** Plays a script in all the ways in which a show may have to. @throws what the game throws, or an Error that says what differs */
export async function rehearse(rehearsal: Rehearsal, lines: readonly ScriptLine[]): Promise<void> {
  const half = Math.floor(rehearsal.ticks / 2)
  await using first = await open(rehearsal)
  const decoded = createState(rehearsal.game)
  const decoder = new Decoder(decoded)
  play(first, lines, 1, half)
  decoder.decode(first.stage.patches.full(), { offset: 1 })
  const kept = memoryBytes(first.stage.save())
  const wasShort = first.probe.hash
  play(first, lines, half + 1, rehearsal.ticks, (patch) => decoder.decode(patch, { offset: 1 }))
  const { state } = first.stage.match
  sameOrThrow('the state can’t be sent as it is', plain(state), plain(decoded), encodedSlack)
  await again(rehearsal, lines, wasShort, half, state)
  await goOn(rehearsal, lines, memoryOf(kept), half, state)
  look(first)
}

/** The same seed and the same words give the same game. */
async function again(rehearsal: Rehearsal, lines: readonly ScriptLine[], hash: string, half: number, was: object) {
  await using second = await open(rehearsal)
  play(second, lines, 1, half)
  if (second.probe.hash !== hash) rehearsalDiffers(second, half)
  play(second, lines, half + 1, rehearsal.ticks)
  sameOrThrow('the same seed and the same words give another game', plain(was), plain(second.stage.match.state))
}

function rehearsalDiffers({ stage }: Opened, half: number): never {
  throw new Error(
    `the same seed and the same words give another game within ${half} ticks (it has come to ${JSON.stringify(stage.match.state.game).slice(0, 200)}). ` +
      'A step may use nothing but state, input and ctx: no clock, no Math.random, no variable of the module',
  )
}

/** A game that goes on from what was saved is the one that was. */
async function goOn(
  rehearsal: Rehearsal,
  lines: readonly ScriptLine[],
  memory: ReturnType<typeof memoryOf>,
  half: number,
  was: object,
): Promise<void> {
  await using third = await open(rehearsal, memory)
  play(third, lines, half + 1, rehearsal.ticks)
  sameOrThrow(
    'a game that was saved and loaded goes on in another way (what isn’t in the state must be in save and load)',
    plain(was),
    plain(third.stage.match.state),
  )
}

/** What has come of it can be seen and heard. */
function look({ probe }: Opened): void {
  probe.picture({ width: 320, height: 180 })
  probe.picture({ width: 180, height: 320 })
  probe.listen(0.5)
}

interface Opened extends AsyncDisposable {
  readonly stage: Stage
  readonly probe: Probe
  readonly step: () => Uint8Array
}

async function open(
  { game, options, loaded }: Rehearsal,
  memory: ReturnType<typeof memoryOf> | null = null,
): Promise<Opened> {
  const watched = exposed(game)
  const { input = game.input } = options
  // Windows of a second, so that much is decided; the mode is the game's own.
  const quick = { ...options, input: inputFor(input.mode, input, { seconds: 1, graceSeconds: 0 }) }
  const stage = await openStage(planOf(watched.game, quick), silentLog, undefined, memory)
  const step = () => {
    const { patch } = stage.step()
    watched.rethrow()
    game.score?.(stage.match.state.game)
    return patch
  }
  const probe = createProbe({ stage, exposed: watched, loaded })
  return { stage, probe, step, [Symbol.asyncDispose]: () => stage[Symbol.asyncDispose]() }
}

function play(
  { stage, step }: Opened,
  lines: readonly ScriptLine[],
  from: number,
  to: number,
  patched?: (patch: Uint8Array) => void,
): void {
  const typed = Map.groupBy(lines, ({ tick }) => tick)
  for (let tick = from; tick <= to; tick++) {
    for (const { viewer, text } of typed.get(tick) ?? []) stage.chat.local?.say({ userId: viewer, user: viewer, text })
    const patch = step()
    patched?.(patch)
  }
}

const plain = (state: object): unknown => JSON.parse(JSON.stringify(state, notNumbers))

/** JSON has no `NaN`, and a state that holds one differs from one that holds null. */
const notNumbers = (_key: string, value: unknown) =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value) : value

function sameOrThrow(what: string, one: unknown, two: unknown, slack = 0): void {
  const difference = firstDifference(one, two, slack)
  if (difference !== null) throw new Error(`${what}: ${difference}`)
}
