import type { StepContext } from '../../index.ts'
import { endingOf, play, setUp, type Ending } from './position.ts'
import { headlineOf, resultSeconds } from './result.ts'
import type { Settings } from './settings.ts'
import { otherThan, turnOf, type Colour } from './side.ts'
import type { VoteChess } from './state.ts'
import { balanceOf, thinkOn, thinkTicks } from './think.ts'

/** Seconds for a move while the engine plays both sides: slow enough to follow. */
const demoSeconds = 5

/** Turns in a row without a vote after which nobody is thought to be there. */
const missesToDemo = 3

/** What ticks need to know. */
export type Flow = Pick<StepContext, 'tick' | 'tickRate' | 'alert' | 'over' | 'random'> & {
  readonly settings: Settings
}

export const isOver = (state: VoteChess) => state.result !== ''

/** Whether the side to move is played by people. */
export function isPeoples(state: VoteChess): boolean {
  return state.phase === 'game' && (state.crowd === '' || state.crowd === turnOf(state.fen))
}

/** The crowd’s colour in a game that people begin: with `swap`, White in the first. */
export function firstColour({ against, colour }: Settings): Colour | '' {
  if (against === 'teams') return ''
  return colour === 'black' ? 'b' : 'w'
}

export function startGame(state: VoteChess, phase: 'game' | 'demo', crowd: Colour | '', flow: Flow): void {
  setUp(state)
  Object.assign(state, { phase, crowd, turnTick: flow.tick, whiteTicks: 0, blackTicks: 0, offer: '' })
  Object.assign(state, { result: '', reason: '', lastTick: 0, overTick: 0, missed: 0, balance: 0 })
  state.seed = flow.random.integer(2 ** 32)
}

/** Plays a move, and ends the game where the rules do. */
export function makeMove(state: VoteChess, squares: string, flow: Flow): void {
  const side = turnOf(state.fen)
  const used = flow.tick - state.turnTick
  if (side === 'w') state.whiteTicks += used
  else state.blackTicks += used
  play(state, squares)
  state.lastTick = flow.tick
  state.turnTick = flow.tick
  // An offer stands for the other side’s next turn only.
  if (state.offer === otherThan(side)) state.offer = ''
  const ending = endingOf(state)
  if (ending !== null) endGame(state, ending, flow)
}

export function endGame(state: VoteChess, { result, reason }: Ending, { tick, alert, over }: Flow): void {
  Object.assign(state, { result, reason, overTick: tick, offer: '' })
  if (state.phase === 'demo') return
  const ours = state.crowd === 'b' ? '0-1' : '1-0'
  if (result === '1/2-1/2') state.draws += 1
  else if (result === ours) state.ours += 1
  else state.theirs += 1
  const isLost = state.crowd !== '' && result !== ours && result !== '1/2-1/2'
  const how = `${headlineOf(state)}: ${reason}`
  alert(isLost ? 'info' : 'success', how)
  over(how)
}

/** What happens by itself in a tick: the engine thinks and moves, and one game follows another. */
export function goOn(state: VoteChess, flow: Flow): void {
  if (isOver(state)) return nextGame(state, flow)
  const { tick, tickRate, settings } = flow
  const from = state.turnTick + (isPeoples(state) ? settings.patience * tickRate : 0)
  if (tick <= from) return
  const ticks = thinkTicks(settings.strength, tickRate)
  const choice = thinkOn(state, settings.strength, Math.min(tick - from, ticks))
  const pace = state.phase === 'demo' ? Math.max(ticks, demoSeconds * tickRate) : ticks
  if (tick - from < pace) return
  state.balance = balanceOf(state, choice)
  if (isPeoples(state)) missTurn(state, settings)
  makeMove(state, choice.move, flow)
}

/** After some turns for which nobody came, the game goes on as a show of the engine’s. */
function missTurn(state: VoteChess, settings: Settings): void {
  state.missed += 1
  if (state.missed < missesToDemo) return
  state.phase = 'demo'
  // Whoever comes begins a new game, with the colour of a first one.
  state.crowd = firstColour(settings)
}

/** The next game, colours swapped; after a show another one, until somebody comes. */
function nextGame(state: VoteChess, flow: Flow): void {
  if (flow.tick - state.overTick < resultSeconds * flow.tickRate) return
  const first = firstColour(flow.settings)
  if (state.phase === 'demo') return startGame(state, 'demo', first, flow)
  const isSwapped = first !== '' && flow.settings.colour === 'swap' && state.crowd !== ''
  startGame(state, 'game', isSwapped ? otherThan(state.crowd === 'b' ? 'b' : 'w') : first, flow)
}
