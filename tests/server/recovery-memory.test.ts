import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { defaultFilterSettings, type ChatTaken } from '../../chat/index.ts'
import { rules } from '../../game/bundled/colour-tone/rules.ts'
import { inputFor, inputModes, type Game } from '../../game/index.ts'
import { quietInput, type TickInput } from '../../server/journal/record.ts'
import { stateHash } from '../../server/journal/state-hash.ts'
import { memoryBytes, memoryOf } from '../../server/memory/stage-memory.ts'
import { openStage, type Stage, type StagePlan } from '../../server/stage.ts'
import { hoarder } from '../helpers/games/hoarder.ts'
import { happen, happening } from '../helpers/happenings.ts'
import { silentLog, stagePlan } from '../helpers/journal.ts'

/** What a tick decided and showed, and the state after it. */
function told(stage: Stage): unknown {
  const { decisions, results, inputs, refusals, events } = stage.step().said
  const { counts, tally, lastResult } = stage.chat
  return { decisions, results, inputs, refusals, events, counts, tally, lastResult, hash: stateHash(stage.match.state) }
}

/** Saves a show, and goes on from the bytes beside it. */
function copyOf(stage: Stage, ...[plan, , replay]: Parameters<typeof openStage>): Promise<Stage> {
  return openStage(plan, silentLog, replay, memoryOf(memoryBytes(stage.save())))
}

const source = fc.constantFrom('twitch:one', 'twitch:two')
const userId = fc.integer({ min: 1, max: 9 }).map((id) => `twitch:${id}`)
/** Few enough for two messages to have the same one, which a platform never gives, and a recording may. */
const messageId = fc.option(fc.integer({ min: 1, max: 12 }).map(String))
const text = fc.constantFrom(
  ...['red', 'blue', 'green', '440', '1200', '!abstain', '!join red', '!join blue', 'anarchy', 'democracy', '!score'],
  ...[
    '!mode lottery',
    '!mode teams',
    '!mode slider',
    '!mode queue',
    '!say hello',
    '!slate break',
    '!layer feed',
    'what',
  ],
)
const badges = fc.constantFrom([], [], [], ['vip'], ['subscriber'], ['moderator'])
const deletedId = fc.integer({ min: 1, max: 12 }).map(String)
const always = <T>(value: T) => fc.constant(value)
const said = { source, id: messageId, userId, login: always('ann'), user: userId, colour: always(null), text, badges }
const item = fc.oneof(
  { weight: 20, arbitrary: fc.record({ type: always('message' as const), ...said }) },
  {
    weight: 1,
    arbitrary: fc.record({ type: always('user-timed-out' as const), source, userId, seconds: fc.nat() }),
  },
  { weight: 1, arbitrary: fc.record({ type: always('chat-cleared' as const), source }) },
  {
    weight: 4,
    arbitrary: fc.record({ type: always('message-deleted' as const), source, messageId: deletedId }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: always('raid' as const), source, userId, user: always('Raider'), viewers: fc.nat() }),
  },
)
const taken: fc.Arbitrary<ChatTaken> = fc.record({
  items: fc.array(item, { maxLength: 12 }),
  follows: fc.string({ unit: fc.constantFrom('y', 'y', 'n', 'u'), maxLength: 20 }),
  overloaded: fc.boolean(),
  lost: fc.constantFrom(0, 0, 0, 3),
})
/** What came in, and how many quiet ticks after what came before. */
const script = fc.array(fc.tuple(fc.nat(8), taken), { minLength: 5, maxLength: 40 })

function inputsOf(chats: readonly (readonly [number, ChatTaken])[]): (tick: number) => TickInput {
  const inputs = new Map<number, TickInput>()
  let tick = 0
  for (const [after, chat] of chats) {
    tick += after + 1
    inputs.set(tick, { tick, acts: [], chat })
  }
  return (each) => inputs.get(each) ?? quietInput(each, false)
}

describe('a show that is saved and goes on from the bytes', () => {
  for (const mode of inputModes)
    test(`decides and shows the same at every later tick, when the crowd plays by ${mode} and that changes`, async () => {
      const window = {
        seconds: 3,
        weights: { vip: 2, subscriber: 3 },
        quorum: { least: 1, share: 0.6 },
        earlyClose: true,
        graceSeconds: 1,
      }
      const open = (followers: boolean) =>
        ({ ...defaultFilterSettings, open: followers ? 'followers' : 'everyone' }) as const
      await fc.assert(
        fc.asyncProperty(script, fc.nat(150), fc.nat(3), async (chats, savedAt, kind) => {
          const game = hoarder as unknown as Game
          const plan = stagePlan(inputFor(mode, rules.input, window), { game, window, filter: open(kind === 0) })
          const replay = inputsOf(chats)
          await using stage = await openStage(plan, silentLog, replay)
          for (let tick = 1; tick <= savedAt; tick++) stage.step()
          await using again = await copyOf(stage, plan, silentLog, replay)
          assert.equal(stateHash(again.match.state), stateHash(stage.match.state))
          for (let k = 0; k < 200; k++) assert.deepEqual(told(again), told(stage))
        }),
        { numRuns: 8 },
      )
    })

  test('does so on the air as well, where people type and the streamer acts', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...inputModes),
        fc.array(happening, { maxLength: 40 }),
        fc.array(happening, { maxLength: 30 }),
        async (mode, before, after) => {
          const plan = stagePlan(inputFor(mode, rules.input, { seconds: 3 }))
          await using stage = await openStage(plan, silentLog)
          for (const { afterTicks, what } of before) {
            happen(stage, what)
            for (let k = 0; k < afterTicks; k++) stage.step()
          }
          stage.step()
          await using again = await copyOf(stage, plan, silentLog)
          for (const { afterTicks, what } of after) {
            for (const each of [stage, again]) happen(each, what)
            for (let k = 0; k < afterTicks; k++) assert.deepEqual(told(again), told(stage))
          }
          for (let k = 0; k < 100; k++) assert.deepEqual(told(again), told(stage))
        },
      ),
      { numRuns: 20 },
    )
  })
})

const says = (user: number, words: string, id: string | null = null): ChatTaken['items'][number] => ({
  ...{ type: 'message', source: 'twitch:one', id, userId: `twitch:${user}`, login: 'ann', user: `viewer ${user}` },
  ...{ colour: null, text: words, badges: [] },
})

const heard = (...items: ChatTaken['items']): ChatTaken => ({ items, follows: '', overloaded: false, lost: 0 })

const everybody = (...words: readonly string[]) => heard(...words.map((each, user) => says(user + 1, each)))

/** Plays a show twice from a tick on, once from the bytes. @returns what it decided after that */
async function playOn(plan: StagePlan, chats: readonly (readonly [number, ChatTaken])[], savedAt: number) {
  const replay = inputsOf(chats)
  await using stage = await openStage(plan, silentLog, replay)
  for (let tick = 1; tick <= savedAt; tick++) stage.step()
  await using again = await copyOf(stage, plan, silentLog, replay)
  const decided: unknown[] = []
  for (let k = 0; k < 300; k++) {
    const now = told(stage)
    assert.deepEqual(told(again), now, `tick ${stage.match.tick}`)
    decided.push(now)
  }
  return JSON.stringify(decided)
}

describe('what is remembered of a show', () => {
  test('is when its window opened, so that a settled vote closes no sooner', async () => {
    const plan = stagePlan(inputFor('democracy', rules.input, { seconds: 4, earlyClose: true }))
    const all = everybody('red', 'red', 'red')
    // The second window opens at once settled, and has its shortest time before it.
    const chats = Array.from({ length: 60 }, () => [2, all] as const)
    for (let savedAt = 121; savedAt < 130; savedAt += 2) await playOn(plan, chats, savedAt)
  })

  test('are the two options of a second round', async () => {
    const plan = stagePlan(inputFor('runoff', rules.input, { seconds: 3 }))
    const first = [4, everybody('red', 'red', 'blue', 'blue', 'green')] as const
    const second = [95, heard(says(6, 'green'), says(7, 'blue'))] as const
    const decided = await playOn(plan, [first, second], 95)
    assert.match(decided, /not-on-ballot/)
  })

  test('is who has said so much that they have to wait', async () => {
    const plan = stagePlan(inputFor('anarchy', rules.input, {}))
    const words = ['red', 'blue', 'green', '440', '441', '442', '443', '444', '445', '446']
    const flood = (from: number) => heard(...words.map((each, at) => says(1, each, `${from}-${at}`)))
    const decided = await playOn(plan, [[4, flood(1)] as const, [2, flood(2)] as const], 6)
    assert.match(decided, /rate-limited/)
  })

  test('is that the game has lost a move, which is told once', async () => {
    const step = () => {
      throw new Error('no')
    }
    const game = { ...(hoarder as unknown as Game), step }
    const plan = stagePlan(inputFor('anarchy', rules.input, {}), { game })
    await playOn(plan, [], 3)
  })
})
