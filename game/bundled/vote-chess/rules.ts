import { democracy, type GameRules } from '../../index.ts'
import { bot } from './bot.ts'
import { decide, judge } from './decide.ts'
import { firstColour, goOn, isOver, isPeoples, startGame, type Flow } from './flow.ts'
import { headlineOf } from './result.ts'
import { settings, type Settings } from './settings.ts'
import { colourNames, turnOf } from './side.ts'
import { VoteChess } from './state.ts'
import { moveArgs } from './words.ts'

/** Chess by vote: the crowd against the engine, or one team against the other. */
export const rules: GameRules<VoteChess> = {
  id: 'vote-chess',
  title: 'Vote Chess',
  tickRate: 20,
  state: VoteChess,
  commands: {
    move: { args: moveArgs, bare: true, usage: 'e4  Nf3  e2e4  knight f3', help: 'vote for a move' },
    draw: { help: 'offer a draw, from move 11 on' },
    resign: { help: 'give up, from move 11 on' },
  },
  input: democracy({ seconds: 30, quorum: { least: 1, share: 0 } }),
  teams: ['white', 'black'],
  settings,
  setup(state, ctx) {
    const given = ctx.settings as Settings
    const flow: Flow = { tick: 0, tickRate: rules.tickRate, random: ctx.random, alert() {}, over() {}, settings: given }
    startGame(state, 'demo', firstColour(given), flow)
  },
  judge,
  awaits(state) {
    if (state.phase === 'demo') return null
    if (isOver(state)) return 'the next game begins in a moment'
    return isPeoples(state) ? null : 'the engine is thinking'
  },
  step(state, input, ctx) {
    const flow: Flow = { ...ctx, settings: ctx.settings as Settings }
    for (const decision of input) decide(state, decision, flow)
    goOn(state, flow)
  },
  score(state) {
    const games = gamesOf(state)
    if (isOver(state)) return `${headlineOf(state)}: ${state.reason}; ${games}`
    if (state.phase === 'demo') return `nobody plays yet: type a move to begin; ${games}`
    const move = Math.floor(state.moves.length / 2) + 1
    return `move ${move}, ${colourNames[turnOf(state.fen)]} to play; ${games}`
  },
  leaders(state) {
    const { ours, theirs, draws } = state
    if (ours + theirs + draws === 0) return []
    const [us, them] = state.crowd === '' ? ['Team White', 'Team Black'] : ['The crowd', 'The engine']
    const rows = [
      { name: us, score: ours + draws / 2 },
      { name: them, score: theirs + draws / 2 },
    ] as const
    return rows[1].score > rows[0].score ? rows.toReversed() : rows
  },
  bot,
}

/** As chess counts them: half a point for a draw. */
function gamesOf({ ours, theirs, draws, crowd }: VoteChess): string {
  const [us, them] = crowd === '' ? ['White', 'Black'] : ['crowd', 'engine']
  return `${us} ${ours}, ${them} ${theirs}, drawn ${draws}`
}
