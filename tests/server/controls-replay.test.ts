import assert from 'node:assert/strict'
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { rules } from '../../game/bundled/colour-tone/rules.ts'
import { democracy, inputFor, inputModes, type Game } from '../../game/index.ts'
import { act, type Act } from '../../server/journal/act.ts'
import { stateHash } from '../../server/journal/state-hash.ts'
import { openJournal } from '../../server/journal/writer.ts'
import { memoryBytes, memoryOf } from '../../server/memory/stage-memory.ts'
import { openStage, type Stage } from '../../server/stage.ts'
import { anyAct } from '../helpers/acts.ts'
import { temporaryFolder } from '../helpers/arcade.ts'
import { happen, happening, type Happening } from '../helpers/happenings.ts'
import { hashedTicks, headerFor, playJournal, silentLog, stagePlan } from '../helpers/journal.ts'

/** What comes in, from people in the chat and from those who run the show; now and then the game is put back. */
const coming = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: happening },
    { weight: 4, arbitrary: fc.record({ afterTicks: fc.nat(12), act: anyAct }) },
    { weight: 1, arbitrary: fc.record({ afterTicks: fc.nat(12), isBack: fc.constant(true) }) },
  ),
  { maxLength: 40 },
)
type Coming = Happening | { readonly afterTicks: number; readonly act: Act } | { afterTicks: number; isBack: boolean }

/** A game that keeps something beside its state, takes things back, and plays by chance. */
const game: Game = {
  ...stagePlan(rules.input).game,
  step(state, input, ctx) {
    rules.step(state as never, input, ctx)
    if (ctx.random.integer(4) === 0) Object.assign(state, { hz: 20 + ctx.random.integer(1000) })
  },
  forget: (state) => Number(Object.assign(state, { hz: 21 }) !== null),
}

function come(stage: Stage, each: Coming): void {
  if ('what' in each) happen(stage, each.what)
  else if ('act' in each) stage.perform(each.act)
  else stage.setGame(stage.takeGame())
}

describe('a show that is moderated', () => {
  for (const mode of inputModes)
    it(`plays again to the same state all the way, and goes on from any tick: ${mode}`, async () => {
      using folder = temporaryFolder()
      const file = folder.file('show.jsonl')
      const plan = { ...stagePlan(inputFor(mode, rules.input, { seconds: 3 })), game }
      const options = { header: headerFor(plan), maxWaitMs: 1000, maxBytes: null, warn: assert.fail }
      await fc.assert(
        fc.asyncProperty(coming, fc.nat(40), async (all, savedAt) => {
          const hashes: string[] = []
          const journal = openJournal(file, options)
          await using stage = await openStage(plan, silentLog)
          await using copies = new AsyncDisposableStack()
          let copy: Stage | null = null
          let input = stage.takeInput()
          const step = () => {
            stage.step()
            const hash = stateHash(stage.match.state)
            input = stage.takeInput()
            if (stage.match.tick % hashedTicks === 0) hashes.push(hash)
            journal.write(input, () => hash)
            copy?.step()
            if (copy !== null) assert.equal(stateHash(copy.match.state), hash, `tick ${stage.match.tick} of the copy`)
          }
          journal.write(input, () => '')
          for (const [index, each] of all.entries()) {
            for (let k = 0; k < each.afterTicks; k++) step()
            if (index === savedAt)
              copy = copies.use(await openStage(plan, silentLog, () => input, memoryOf(memoryBytes(stage.save()))))
            come(stage, each)
          }
          for (let k = 0; k < 90; k++) step()
          await journal.close(stage.match.tick, stateHash(stage.match.state), { frames: 0 })
          assert.deepEqual((await playJournal(file, plan)).hashes, hashes)
        }),
        { numRuns: 2 },
      )
    })

  for (const isPolled of [false, true])
    it(`goes on from what it saved in the middle of it all${isPolled ? ', a poll among it' : ''}`, async () => {
      const plan = stagePlan(democracy({ seconds: 2, graceSeconds: 1, earlyClose: true }))
      await using stage = await openStage(plan, silentLog)
      const say = (userId: string, text: string) => stage.chat.local?.say({ userId, user: userId, text })
      say('ann', 'red')
      say('bo', 'blue')
      stage.step()
      if (isPolled) stage.startPoll({ question: 'Now?', options: ['yes', 'no'], seconds: 5 })
      stage.ban({ userId: 'local:cy', name: 'cy', seconds: 4 })
      stage.setFilter({ blocked: ['kappa'], ignore: ['local:di'] })
      stage.setMuted(true, 'twitch:x')
      stage.setStatusLine('Back at nine')
      stage.step()
      if (isPolled) say('ed', 'yes')
      stage.step()
      stage.veto(isPolled ? '1 yes' : 'red')
      stage.extend(3)
      stage.skip()
      stage.force('440')
      stage.setPaused(true)
      stage.step()
      let input = stage.takeInput()
      await using copy = await openStage(plan, silentLog, () => input, memoryOf(memoryBytes(stage.save())))
      assert.deepEqual(copy.control, stage.control)
      assert.equal(copy.match.state.show.statusLine, 'Back at nine')
      stage.setPaused(false)
      for (let k = 0; k < 400; k++) {
        const [who, what] = [['ann', 'cy', 'di', 'kappa'][k % 4] ?? '', ['red', 'yes', '440', 'no', '1'][k % 5] ?? '']
        say(who, what)
        stage.step()
        input = stage.takeInput()
        copy.step()
        assert.equal(stateHash(copy.match.state), stateHash(stage.match.state), `tick ${stage.match.tick}`)
        assert.deepEqual(copy.chat.counts, stage.chat.counts)
      }
    })

  it('is written down with all that was done, and an act of a later version is refused', async () => {
    using folder = temporaryFolder()
    const file = folder.file('show.jsonl')
    const plan = stagePlan(rules.input)
    const options = { header: headerFor(plan), maxWaitMs: 1000, maxBytes: null, warn: assert.fail }
    const journal = openJournal(file, options)
    {
      await using stage = await openStage(plan, silentLog)
      journal.write(stage.takeInput(), () => '')
      stage.ban({ userId: 'twitch:1', name: 'Ann', seconds: 60 })
      stage.step()
      journal.write(stage.takeInput(), () => '')
      await journal.close(1, 'x', { frames: 0 })
    }
    const [head = '', ban = ''] = readFileSync(file, 'utf8').split('\n')
    assert.deepEqual(JSON.parse(ban), {
      tick: 1,
      acts: [{ act: 'ban', userId: 'twitch:1', name: 'Ann', seconds: 60 }],
    })
    writeFileSync(file, `${head}\n${ban.replace('"ban"', '"curse"')}\n`)
    appendFileSync(file, '{"tick":2,"items":[]}\n')
    await assert.rejects(playJournal(file, plan), /line 2: .*acts/)
  })

  it('has acts that are read as they were written', () => {
    fc.assert(
      fc.property(anyAct, (each) => {
        const written: unknown = JSON.parse(JSON.stringify(each))
        assert.deepEqual(JSON.parse(JSON.stringify(act.parse(written))), written)
      }),
    )
  })
})
