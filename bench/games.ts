/**
 * What each bundled game costs: a tick (step and patch) with 1,000 viewers who type as the game's own bot or its commands would, and a frame
 * of the whole scene at 1280×720, taken as the broadcast takes it. Printed beside the goals.
 * `--ticks N` sets how many ticks each game runs (3000), `--game ID` picks one.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { createMatch, createRandom, type Decision, type Game, type Match, type Random } from '../game/index.ts'
import { createParser } from '../chat/parse.ts'
import { createTalk } from '../chat/sources/crowd-talk.ts'
import { createCamera } from '../render/camera.ts'
import { parseFps } from '../render/clock.ts'
import { loadAssets } from '../render/assets/load.ts'
import { nodeAssets } from '../render/assets/node.ts'
import { i420Bytes } from '../render/raster/i420.ts'
import { gameIds, loadGame } from '../server/games.ts'
import { createPatches } from '../server/patches.ts'
import { showLeaders } from '../server/show-state.ts'

const { values } = parseArgs({ options: { ticks: { type: 'string', default: '3000' }, game: { type: 'string' } } })
const ticks = Number(values.ticks)
const size = { width: 1280, height: 720 }
const players = 1000
const goals = { tickP99: 2, frameMedian: 6 }

/** Runs of each game. They do the same to the last bit, so of each tick and frame the quickest counts: what else the machine did is left out. */
const runs = 3

/** Each viewer speaks once in so many seconds. */
const everySeconds = 8

/** A picture is taken in one of so many ticks, so that a long game is seen in all its phases. */
const pictureEvery = 4

/** What a thousand viewers type in a tick and the parser understands: in a game for each, one command of each; else what won a vote. */
function createCrowd(game: Game, match: Match): () => Decision[] {
  const parse = createParser(game)
  const random = createRandom(7, 'bench')
  const talk = createTalk(game, random)
  const say = (atMs: number) => game.bot?.(match.state.game, random) ?? talk(atMs, 'player')
  const isEach = game.input.mode === 'perPlayer'
  return () => {
    const atMs = (match.tick * 1000) / game.tickRate
    // A vote lets one command through in some seconds; two a tick is what anarchy can bring on.
    const speakers = isEach ? arriving(random, players / (everySeconds * game.tickRate)) : 2
    return Array.from({ length: speakers }, () => {
      const outcome = parse(say(atMs))
      const viewer = random.integer(players)
      const who = isEach ? { by: `viewer ${viewer}`, player: `bench:${viewer}` } : { by: null, player: null }
      return outcome.accepted ? [{ command: outcome.command, ...who, team: null }] : []
    }).flat()
  }
}

function arriving(random: Random, average: number): number {
  return Math.floor(average + random.next())
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

/** One run of a game with its crowd; `after` is called after each tick with what the tick took. */
async function play(game: Game, after: (match: Match, ms: number, patch: Uint8Array) => Promise<void> | void) {
  const match = createMatch(game, 7)
  const patches = createPatches(match.state)
  const crowd = createCrowd(game, match)
  patches.full()
  while (match.tick < ticks) {
    const decisions = crowd()
    const began = performance.now()
    match.step(decisions)
    const patch = patches.next()
    await after(match, performance.now() - began, patch)
    showLeaders(match.state.show, game.leaders?.(match.state.game) ?? [])
  }
}

async function measure(id: string): Promise<void> {
  const { game, url } = await loadGame(id)
  const assets = await loadAssets(game, nodeAssets(url))
  const [tickMs, frameMs, bytes]: [number[], number[], number[]] = [[], [], []]
  for (let run = 0; run < runs; run++)
    await play(game, ({ tick }, ms, patch) => {
      tickMs[tick - 1] = Math.min(ms, tickMs[tick - 1] ?? Infinity)
      bytes[tick - 1] = patch.length
    })
  // The pictures are taken in runs of their own, as they are by a thread of their own in a show.
  for (let run = 0; run < runs; run++) {
    const camera = createCamera(size.width, size.height, parseFps('30'))
    const memory = new ArrayBuffer(i420Bytes(size.width, size.height))
    await play(game, async ({ state, tick }) => {
      if (tick % pictureEvery > 0) return
      const { tickRate } = game
      const frame = { number: tick, seconds: (tick + 0.5) / tickRate, tick, tickRate, ...size }
      const before = performance.now()
      camera.take({ view: game, state, frame, ...assets }, memory)
      const at = tick / pictureEvery - 1
      frameMs[at] = Math.min(performance.now() - before, frameMs[at] ?? Infinity)
      // As the painter does: memory of the canvas is freed between turns.
      await nextTurn()
    })
  }
  print(id, tickMs, frameMs, bytes)
}

function print(id: string, ...measured: readonly number[][]): void {
  // The first tenth, in which the engine still compiles, is left out.
  const [tick = [], frame = [], bytes = []] = measured.map((each) => each.slice(each.length / 10).sort((a, b) => a - b))
  const [p50, p99] = [quantile(tick, 0.5), quantile(tick, 0.99)]
  const [median, p95] = [quantile(frame, 0.5), quantile(frame, 0.95)]
  const verdict = p99 <= goals.tickP99 && median <= goals.frameMedian ? 'yes' : 'NO'
  const ms = (value: number) => value.toFixed(2).padStart(8)
  const patch = String(quantile(bytes, 0.99)).padStart(8)
  console.log(`  ${id.padEnd(14)}${ms(p50)}${ms(p99)}${patch}${ms(median)}${ms(p95)}  ${verdict}`)
}

console.log(
  `games: ms of a tick with ${players} viewers, bytes of its patch, ms of a frame at 1280x720 (${ticks} ticks each)`,
)
console.log('                tick p50     p99   p99 B   frame     p95  within the goals')
for (const id of values.game === undefined ? gameIds() : [values.game]) await measure(id)
console.log(`  goals:                   ${goals.tickP99.toFixed(2)}            ${goals.frameMedian.toFixed(2)}`)
