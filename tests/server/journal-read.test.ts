import assert from 'node:assert/strict'
import { readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { rules } from '../../game/bundled/colour-tone/rules.ts'
import { ServerError } from '../../server/error.ts'
import { openReader } from '../../server/journal/reader.ts'
import { removeOldest } from '../../server/journal/remove-oldest.ts'
import { listSessions, newSessionFile } from '../../server/sessions.ts'
import { temporaryFolder } from '../helpers/arcade.ts'
import { headerFor, playJournal, stagePlan } from '../helpers/journal.ts'

const plan = stagePlan(rules.input)
const header = JSON.stringify(headerFor(plan))
const said = (tick: number, text: string) =>
  JSON.stringify({ tick, items: [{ source: 'local:', userId: 'local:1', user: 'ann', text }] })

async function play(lines: readonly string[]) {
  using folder = temporaryFolder()
  writeFileSync(folder.file('show.jsonl'), lines.join('\n'))
  return await playJournal(folder.file('show.jsonl'), plan)
}

const refused = (why: RegExp) => (error: unknown) =>
  error instanceof ServerError && error.code === 'bad-journal' && why.test(error.message)

describe('a journal that is read', () => {
  test('may end in the middle of a line, as a crash leaves it, and is played up to there', async () => {
    const whole = [header, said(3, 'red'), said(100, 'blue')]
    const { warnings } = await play([...whole, '{"tick":200,"ite'])
    assert.equal(warnings.length, 1)
    assert.match(warnings[0] as string, /last line \(4\) is left out: it is not JSON/)
    assert.equal((await play([...whole, '\0'.repeat(5000)])).warnings.length, 1)
    assert.deepEqual((await play(whole)).warnings, [])
    assert.equal((await play(whole)).hashes.length, 20)
  })

  test('with a wrong line in the middle is refused, and the line is named', async () => {
    for (const [line, why] of [
      ['{"tick":4', /line 3: it is not JSON/],
      ['{"tick":"4"}', /line 3: tick/],
      ['{"tick":2}', /line 3: ticks fall from 3 to 2/],
      ['{"tick":3,"lost":1}', /line 3: tick 3 is there twice/],
      ['{"tick":4000000000}', /line 3: ticks leap from 3 to 4000000000/],
      ['{"tick":1e400}', /line 3: tick/],
      ['{"tick":4,"items":[{"text":"red"}]}', /line 3: items\.0/],
      ['{"tick":4,"acts":[{"act":"report","condition":{"__proto__":{"isPaused":true}}}]}', /line 3: acts/],
      ['{"tick":4,"acts":[{"act":"input","input":{"mode":"queue","waitSeconds":1e9,"capacity":5}}]}', /line 3: acts/],
      ['{"tick":4,"items":[],"more":true}', /line 4: tick 4 is not whole/],
      [`"${'x'.repeat(9 * 2 ** 20)}"`, /line 3: it has more than/],
    ] as const)
      await assert.rejects(
        play([header, said(3, 'red'), line, said(100, 'blue'), said(101, 'x')]),
        refused(why),
        line.slice(0, 80),
      )
  })

  test('that is none, or of another version, says so', async () => {
    await assert.rejects(play([]), refused(/is empty/))
    await assert.rejects(play(['hello']), refused(/no journal of a show/))
    await assert.rejects(play([said(1, 'red')]), refused(/no journal of a show/))
    await assert.rejects(play([header.replace('"version":1', '"version":2')]), refused(/has version 2/))
    await assert.rejects(play([header.replace('"seed":5', '"seed":-1')]), refused(/line 1: seed/))
    await assert.rejects(openReader('/nowhere/at-all.jsonl', assert.fail), refused(/can't be read/))
  })

  test('puts the lines of one tick together', async () => {
    const parts = [said(9, 'red').replace(/}$/, ',"more":true}'), said(9, 'blue')]
    const [one, two] = [
      await play([header, ...parts, said(299, 'x')]),
      await play([header, said(9, 'red'), said(299, 'x')]),
    ]
    assert.notDeepEqual(one.hashes, two.hashes)
  })

  test('never crashes, whatever is in it', async () => {
    const key = fc.constantFrom('tick', 'items', 'acts', 'follows', 'hash', 'end', 'more', 'lost', '__proto__', 'x')
    const odd = fc.oneof(fc.json(), fc.double().map(String), fc.constantFrom('1e999', '[]', '{}', '""', 'null', '-1'))
    const line = fc.oneof(
      fc.string(),
      fc.tuple(fc.nat(400), key, odd).map(([tick, name, value]) => `{"tick":${tick},"${name}":${value}}`),
      fc
        .tuple(key, odd)
        .map(([name, value]) => `{"tick":7,"items":[{"source":"a","userId":"b","user":"c","${name}":${value}}]}`),
      fc.tuple(fc.nat(400), fc.string({ unit: 'binary' })).map(([tick, text]) => said(tick, text)),
      fc
        .nat(400)
        .map((tick) => `{"tick":${tick},"acts":[{"act":"alert","alert":{"kind":"raid","text":"x","name":"y"}}]}`),
      odd.map(
        (value) => `{"tick":8,"items":[{"type":"raid","source":"a","userId":"b","user":"c","viewers":${value}}]}`,
      ),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 8 }), async (lines) => {
        try {
          await play([header, ...lines])
        } catch (error) {
          if (!(error instanceof ServerError)) throw error
        }
      }),
      { numRuns: 150 },
    )
  })

  test('may have any header, and is refused by a sentence', async () => {
    const fields = Object.keys(JSON.parse(header) as object)
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...fields), fc.json(), async (field, value) => {
        const text = JSON.stringify({ ...(JSON.parse(header) as object), [field]: JSON.parse(value) as unknown })
        try {
          await play([text, said(3, 'red')])
        } catch (error) {
          if (!(error instanceof ServerError)) throw error
        }
      }),
      { numRuns: 100 },
    )
  })
})

describe('the sessions of a data directory', () => {
  const anHourAgo = Date.now() / 1000 - 3600
  const write = (file: string, text: string, age: number) => {
    writeFileSync(file, text)
    utimesSync(file, anHourAgo - age, anHourAgo - age)
  }

  test('are named by when they began, and two of one second are told apart', () => {
    using folder = temporaryFolder()
    const first = newSessionFile(folder.path, Date.UTC(2026, 2, 4, 19, 30, 5))
    writeFileSync(first, '')
    assert.match(first, /sessions\/20260304-193005\.jsonl$/)
    assert.match(newSessionFile(folder.path, Date.UTC(2026, 2, 4, 19, 30, 5)), /20260304-193005-2\.jsonl$/)
    assert.equal(statSync(folder.file('sessions')).mode & 0o777, 0o700)
  })

  test('are listed with their lengths, and how they ended', async () => {
    using folder = temporaryFolder()
    const file = newSessionFile(folder.path, 0)
    writeFileSync(file, [header, said(3, 'red'), '{"tick":900,"hash":"x","end":{"frames":901}}', ''].join('\n'))
    writeFileSync(file.replace('19700101', '19700102'), [header, said(3, 'red'), said(60, 'blue'), '{"ti'].join('\n'))
    writeFileSync(file.replace('19700101', '19700103'), 'nothing of the kind')
    const listed = (await listSessions(folder.path)).map(({ id, seconds, hasEnded }) => ({ id, seconds, hasEnded }))
    assert.deepEqual(listed, [
      { id: '19700102-000000', seconds: 2, hasEnded: false },
      { id: '19700101-000000', seconds: 30, hasEnded: true },
    ])
  })

  test('lose the oldest ones beyond their bound, and never one that may be going on', () => {
    using folder = temporaryFolder()
    const [current, running, old, older] = ['d', 'c', 'b', 'a'].map((name) => folder.file(`${name}.jsonl`)) as [
      string,
      string,
      string,
      string,
    ]
    write(current, 'x'.repeat(100), 0)
    writeFileSync(running, 'x'.repeat(100))
    write(old, 'x'.repeat(100), 10)
    write(older, 'x'.repeat(100), 20)
    assert.equal(removeOldest(current, 300), true)
    assert.throws(() => readFileSync(older))
    assert.equal(readFileSync(old).length, 100)
    assert.equal(removeOldest(current, 150), false, 'there is nothing left to remove')
    assert.equal(readFileSync(running).length, 100)
    assert.equal(readFileSync(current).length, 100)
  })
})
