import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { rules } from '../../game/bundled/colour-tone/rules.ts'
import type { Game } from '../../game/index.ts'
import { watchGame } from '../../server/author/watched-game.ts'
import type { TickInput } from '../../server/journal/record.ts'
import { stateHash } from '../../server/journal/state-hash.ts'
import { openJournal } from '../../server/journal/writer.ts'
import { memoryBytes, memoryOf } from '../../server/memory/stage-memory.ts'
import { openStage, type Stage } from '../../server/stage.ts'
import { temporaryFolder } from '../helpers/arcade.ts'
import { hashedTicks, headerFor, playJournal, silentLog, stagePlan } from '../helpers/journal.ts'

const parts = ['step', 'leaders', 'score', 'awaits', 'judge', 'forget', 'load', 'save', 'bot'] as const
type Part = (typeof parts)[number]

/** Tick in which one part hangs, in the middle of a tick in which much else happens. */
const hangsAt = 40
const ticks = 80

/** A game all of whose parts leave their mark on the state, and one of which hangs as long as it is wanted. */
function createGame(hangs: (part: Part) => boolean): Game {
  const mark = (state: object) => void Object.assign(state, { hz: Number(Reflect.get(state, 'hz')) + 1 })
  const maybe = (part: Part, state: object = {}) => {
    if (!hangs(part)) return
    kept += 1
    mark(state)
    for (;;);
  }
  let kept = 0
  return {
    ...stagePlan(rules.input).game,
    step(state, input, ctx) {
      rules.step(state as never, input, ctx)
      Object.assign(state, { hz: 100 + ctx.random.integer(100) + (kept++ % 7) })
      maybe('step', state)
    },
    leaders: (state) => (maybe('leaders'), [{ name: 'ann', score: Number(Reflect.get(state, 'hz')) }]),
    score: () => (maybe('score'), 'all is well'),
    awaits: () => (maybe('awaits'), null),
    judge(_state, command) {
      if (command.label.startsWith('333')) maybe('judge')
      return command.label.startsWith('2') ? { refuse: 'not that' } : null
    },
    bot: () => (maybe('bot'), '300'),
    forget: (state) => (mark(state), maybe('forget', state), 1),
    save: () => (maybe('save'), kept),
    load(state, saved) {
      kept = Number(saved)
      maybe('load', state)
    },
  }
}

/** All of it in one tick, some of it before what hangs and some behind. */
function happenAll(stage: Stage): void {
  stage.forget('ann')
  const moment = { ...stage.takeGame(), tick: 1 }
  stage.setGame(moment)
  for (const text of ['201', '301', '333', '202', '302', '!score', '303'])
    stage.chat.local?.say({ userId: `u${text}`, user: 'Ann', text })
}

async function playTo(stage: Stage, tick: number, hashes: Map<number, string>): Promise<void> {
  while (stage.match.tick < tick) {
    stage.step()
    hashes.set(stage.match.tick, stateHash(stage.match.state))
  }
}

describe('a show whose game was stopped for good', { timeout: 120_000 }, () => {
  for (const part of parts)
    it(`plays again to the same state all the way, and goes on from any snapshot: ${part}`, async () => {
      using folder = temporaryFolder()
      const file = folder.file('show.jsonl')
      let isHanging = false
      const plan = { ...stagePlan({ mode: 'anarchy' }), chat: ['local:', 'crowd:5'] }
      const hanging = createGame((each) => isHanging && each === part)
      const watched = watchGame(hanging, { maxCallMs: 50 })
      const options = { header: headerFor(plan), maxWaitMs: 1000, maxBytes: null, warn: assert.fail }
      const journal = openJournal(file, options)
      const hashes = new Map<number, string>()
      const inputs: TickInput[] = []
      const memories: Uint8Array[] = []
      {
        await using stage = await openStage({ ...plan, game: watched.game, watching: watched }, silentLog)
        const keep = () => {
          const input = stage.takeInput()
          inputs.push(input)
          hashes.set(stage.match.tick, stateHash(stage.match.state))
          journal.write(input, () => stateHash(stage.match.state))
        }
        keep()
        while (stage.match.tick < ticks) {
          if (stage.match.tick % 15 === 0 && part !== 'save') memories.push(memoryBytes(stage.save()))
          if (stage.match.tick % 10 === 3) stage.chat.local?.say({ userId: 'bob', user: 'Bob', text: '301' })
          if (stage.match.tick === hangsAt - 1) {
            happenAll(stage)
            isHanging = true
            if (part === 'save') assert.throws(() => stage.takeGame(), /never returns/)
          }
          stage.step()
          keep()
        }
        assert.match(watched.fault?.sentence ?? '', new RegExp(`^${part} has not come to its end`))
        await journal.close(stage.match.tick, stateHash(stage.match.state), { frames: 0 })
      }
      assert.equal(inputs.filter(({ stopped }) => stopped !== undefined).length, 1)
      // Whatever would be asked by mistake answers now, and shows.
      isHanging = false
      const played = await playJournal(file, { ...plan, game: createGame(() => false) })
      const every = [...hashes].filter(([tick]) => tick > 0 && tick % hashedTicks === 0)
      assert.deepEqual(
        played.hashes,
        every.map(([, hash]) => hash),
      )
      for (const bytes of memories) {
        const again = { ...plan, game: createGame(() => false) }
        const replay = (tick: number) => inputs[tick] as TickInput
        await using stage = await openStage(again, silentLog, replay, memoryOf(bytes))
        const seen = new Map<number, string>()
        const from = stage.match.tick
        await playTo(stage, ticks, seen)
        for (const [tick, hash] of seen) assert.equal(hash, hashes.get(tick), `tick ${tick} after ${from}`)
      }
    })
})
