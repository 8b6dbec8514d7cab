/** The thread in which a game is tried out before anybody relies on it: here it may throw, hang or fill its memory. */
import { parentPort, workerData } from 'node:worker_threads'
import { openChat } from '../../chat/index.ts'
import { createMatch, createRandom, inputFor, type Game } from '../../game/index.ts'
import { filesOfGame, importGame, tryView } from '../../render/index.ts'
import { createPatches } from '../patches.ts'
import { checkGame } from './check-game.ts'
import { faultOf } from './fault.ts'
import { trialParts, type FromTrial, type ToTrial, type TrialData } from './trial-parts.ts'

/** A vote is decided within it, and its decisions are played. */
const windowSeconds = 1
const trialSeconds = 1.5

/** A game that computes for long is tried for fewer ticks: somebody waits for its picture. */
const patienceMs = 60

const viewers = 12
const seed = 1

const current = new Int32Array((workerData as TrialData).part)
const enter = (part: string) => void Atomics.store(current, 0, trialParts.indexOf(part))
const entered = () => trialParts[Atomics.load(current, 0)] ?? ''

async function tryGame(url: string): Promise<void> {
  enter('')
  const game = checkGame(await importGame(url))
  enter('setup')
  const match = createMatch(game, seed)
  const patches = createPatches(match.state)
  const first = { tick: 0, bytes: patches.full() }
  enter('commands')
  await using chat = await openChat({
    ...{ urls: [`crowd:${viewers}?seed=${seed}`], game, seed, log() {} },
    input: inputFor(game.input.mode, game.input, { seconds: windowSeconds, graceSeconds: 0 }),
    twitch: { username: null, token: null, ircUrl: null },
  })
  const until = performance.now() + patienceMs
  for (let tick = 1; tick <= trialSeconds * game.tickRate && performance.now() < until; tick++) {
    enter('commands')
    const { decisions } = chat.drain(tick)
    enter('step')
    match.step(decisions)
  }
  ask(game, match.state.game)
  patches.next()
  await tryView(url, [first, { tick: match.tick, bytes: patches.full() }], enter)
}

function ask(game: Game, state: Parameters<Game['step']>[0]): void {
  enter('score')
  game.score?.(state)
  enter('leaders')
  game.leaders?.(state)
  enter('bot')
  game.bot?.(state, createRandom(seed, 'bot'))
  enter('save')
  game.save?.(state)
}

async function answer(url: string): Promise<void> {
  const fault = await tryGame(url).then(
    () => null,
    (error: unknown) => faultOf(entered(), error),
  )
  parentPort?.postMessage({ url, fault, files: filesOfGame(url) } satisfies FromTrial)
}

parentPort?.on('message', ({ url }: ToTrial) => void answer(url))
