import assert from 'node:assert/strict'
import { openChat, type Outcome } from '../../chat/index.ts'
import { combination, createRandom, inputFor, inputModes, type Command, type GameRules } from '../../game/index.ts'
import { rejectionCodes } from '../../chat/outcome.ts'
import { games, wordsOf } from './games.ts'
import { hostileText } from './hostile-text.ts'

export interface FuzzReport {
  readonly seed: number
  readonly messages: number
  readonly outcomes: Readonly<Record<string, number>>
  /** Resident memory, MB: after a tenth of the messages, and at the end. */
  readonly memory: readonly [early: number, end: number]
}

const codes: ReadonlySet<string> = new Set(rejectionCodes)
/** As many messages a tick as the ingestor reads, and as many people as keep every table busy. */
const perTick = 900
const people = 5000

/**
 * Types hostile messages into every game, through the whole line from the page's chat to the decisions of each tick, in
 * every mode, while people come and go.
 * Every one must be answered once, by a code of the closed list or by a command that its game declares.
 *
 * @throws AssertionError that names the seed and the message
 */
export async function fuzzChat(seed: number, messages: number, progress: (share: number) => void): Promise<FuzzReport> {
  const outcomes = new Map<string, number>()
  const memory: number[] = []
  for (const [index, game] of games.entries()) {
    const share = Math.ceil(messages / games.length)
    await fuzzGame(game, seed, share, outcomes, (done) => {
      if (memory.length === 0 && index === 0 && done >= 0.8) memory.push(process.memoryUsage.rss() / 1e6)
      progress((index + done) / games.length)
    })
  }
  const total = [...outcomes.values()].reduce((sum, count) => sum + count, 0)
  return {
    seed,
    messages: total,
    outcomes: Object.fromEntries(outcomes),
    memory: [memory[0] ?? 0, process.memoryUsage.rss() / 1e6],
  }
}

async function fuzzGame(
  game: GameRules,
  seed: number,
  messages: number,
  outcomes: Map<string, number>,
  progress: (share: number) => void,
): Promise<void> {
  const random = createRandom(seed, `fuzz ${game.id}`)
  const words = wordsOf(game)
  const twitch = { username: null, token: null, ircUrl: null, clientId: null, apiUrl: null }
  await using chat = await openChat({ urls: ['local:'], game, seed, twitch, log: () => {} })
  for (let sent = 0, tick = 1, round = 1; sent < messages; round++) {
    let answers = 0
    const count = Math.min(perTick, messages - sent)
    for (let i = 0; i < count; i++) {
      const text = hostileText(words, random)
      const userId = String(random.integer(people))
      const user = random.integer(50) === 0 ? hostileText(words, random) : `viewer ${userId}`
      const respond = (outcome: Outcome) => {
        answers += 1
        const code = check(game, outcome, () => `seed ${seed}, ${game.id}: ${JSON.stringify(text)}`)
        outcomes.set(code, (outcomes.get(code) ?? 0) + 1)
      }
      chat.local?.say({ userId, user, text, respond })
    }
    // People come and go, and moderators change how the crowd plays in mid-window.
    for (let i = 0; i < 5; i++) chat.local?.leave(String(random.integer(people)))
    if (random.integer(50) === 0) chat.setInput(inputFor(random.pick(inputModes), game.input))
    // What the machine has no time for in one tick waits for the next.
    do {
      const { decisions } = chat.drain(tick++)
      for (const { command } of decisions) checkCommand(game, command, () => `seed ${seed}, ${game.id}: a decision`)
    } while (chat.sources.some(({ waiting }) => waiting > 0))
    assert.equal(answers, count, `seed ${seed}, ${game.id}, tick ${tick}: each message is answered once`)
    sent += count
    if (round % 4 === 0) {
      progress(sent / messages)
      // Lets the collector and the signals have their turn.
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  const { received, accepted, rejected, held } = chat.counts
  assert.equal(received, accepted + Object.values(rejected).reduce((sum, n) => sum + n, held))
  assert.equal(received, messages)
}

function check(game: GameRules, outcome: Outcome, where: () => string): string {
  if (outcome.accepted) {
    checkCommand(game, outcome.command, where)
    return 'accepted'
  }
  assert.ok(codes.has(outcome.code), `${where()}: ${outcome.code}`)
  assert.ok(outcome.sentence.length > 0 && outcome.sentence.length <= 300, `${where()}: ${outcome.sentence}`)
  // oxlint-disable-next-line no-control-regex -- that there are none is the point
  assert.doesNotMatch(outcome.sentence, /[\u0000-\u001f\u007f-\u009f]/, where())
  return outcome.code
}

/** What enters a game is what it declared, in words of plain ASCII. */
function checkCommand(game: GameRules, command: Command, where: () => string): void {
  const { name, label, steps } = command
  assert.match(label, /^[\x20-\x7e]{1,500}$/, where())
  if (name.startsWith('!')) return
  if (name === combination) {
    const { combine } = game
    assert.ok(combine && steps && steps.length <= (combine.steps ?? 1), where())
    for (const step of steps) assert.ok(step.length >= 1 && step.length <= (combine.chord ?? 1), where())
  } else assert.ok(Object.hasOwn(game.commands, name), where())
  for (const press of steps?.flat() ?? []) assert.ok(Object.hasOwn(game.commands, press.name), where())
}
