import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { inputFor, inputModes } from '../../game/index.ts'
import { rules } from '../../game/bundled/colour-tone/rules.ts'
import { stateHash } from '../../server/journal/state-hash.ts'
import { openJournal } from '../../server/journal/writer.ts'
import { openStage } from '../../server/stage.ts'
import { temporaryFolder } from '../helpers/arcade.ts'
import { happen, happening } from '../helpers/happenings.ts'
import { hashedTicks, headerFor, playJournal, silentLog, stagePlan } from '../helpers/journal.ts'

describe('a journal', () => {
  for (const mode of inputModes)
    test(`plays to the same state all the way, when the crowd plays by ${mode} and that changes`, async () => {
      using folder = temporaryFolder()
      const file = folder.file('show.jsonl')
      const plan = stagePlan(inputFor(mode, rules.input, { seconds: 3 }))
      await fc.assert(
        fc.asyncProperty(fc.array(happening, { maxLength: 40 }), async (happenings) => {
          const hashes: string[] = []
          const options = { header: headerFor(plan), maxWaitMs: 1000, maxBytes: null, warn: assert.fail }
          const journal = openJournal(file, options)
          await using stage = await openStage(plan, silentLog)
          const step = () => {
            stage.step()
            if (stage.match.tick % hashedTicks === 0) hashes.push(stateHash(stage.match.state))
            journal.write(stage.takeInput(), () => stateHash(stage.match.state))
          }
          journal.write(stage.takeInput(), () => '')
          for (const { afterTicks, what } of happenings) {
            for (let k = 0; k < afterTicks; k++) step()
            happen(stage, what)
          }
          for (let k = 0; k < 100; k++) step()
          await journal.close(stage.match.tick, stateHash(stage.match.state), { frames: 0 })
          assert.deepEqual((await playJournal(file, plan)).hashes, hashes)
        }),
        { numRuns: 4 },
      )
      assert.match(readFileSync(file, 'utf8'), /"end":\{"frames":0\}\}\n$/)
    })

  test('has in the file what a tick follows from, before that tick is shown', async () => {
    using folder = temporaryFolder()
    const file = folder.file('show.jsonl')
    const plan = stagePlan(rules.input)
    const header = headerFor(plan)
    const journal = openJournal(file, { header, maxWaitMs: 5000, maxBytes: null, warn: assert.fail })
    await using stage = await openStage(plan, silentLog)
    for (let tick = 1; tick <= 50; tick++) {
      stage.chat.local?.say({ userId: 'ann', user: 'ann', text: `word ${tick}` })
      stage.step()
      journal.write(stage.takeInput(), () => '')
      assert.match(readFileSync(file, 'utf8'), new RegExp(`"text":"word ${tick}"\\}\\]\\}\n$`))
    }
    await journal.close(50, 'x', { frames: 1 })
  })

  test('writes nothing for a tick to which nothing came', async () => {
    using folder = temporaryFolder()
    const plan = stagePlan(rules.input)
    const options = { header: headerFor(plan), maxWaitMs: 1000, maxBytes: null, warn: assert.fail }
    const journal = openJournal(folder.file('show.jsonl'), options)
    await using stage = await openStage(plan, silentLog)
    for (let tick = 1; tick <= 299; tick++) {
      stage.step()
      stage.report({ isSlow: false })
      journal.write(stage.takeInput(), () => '')
    }
    await journal.close(299, 'x', { frames: 1 })
    assert.equal(readFileSync(folder.file('show.jsonl'), 'utf8').split('\n').length, 3)
  })

  test('that can’t be written is told of once, and keeps nobody waiting', async () => {
    const plan = stagePlan(rules.input)
    const warnings: string[] = []
    const options = { header: headerFor(plan), maxWaitMs: 1000, maxBytes: null }
    const journal = openJournal('/dev/full', { ...options, warn: (line) => warnings.push(line) })
    await using stage = await openStage(plan, silentLog)
    for (let tick = 1; tick <= 600; tick++) {
      stage.chat.local?.say({ userId: 'ann', user: 'ann', text: 'red' })
      stage.step()
      journal.write(stage.takeInput(), () => 'x')
    }
    await journal.close(600, 'x', { frames: 1 })
    assert.equal(warnings.length, 1, warnings.join('\n'))
    assert.match(warnings[0] as string, /\/dev\/full can’t be written: ENOSPC.*The show goes on/)
  })
})
