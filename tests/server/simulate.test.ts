import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { runArcade } from '../helpers/arcade.ts'

describe('a rehearsal', () => {
  test('plays a show with a simulated crowd, and reports rates, rejections, outcomes, ticks and memory', async () => {
    const flags = [
      '--viewers',
      '5000',
      '--minutes',
      '1',
      '--fast',
      '--seed',
      '7',
      '--set',
      'window=5',
      '--set',
      'early=false',
    ]
    const { code, stdout, stderr } = await runArcade(['simulate', ...flags])
    assert.equal(code, 0, stderr)
    assert.match(stdout, /Played +1 min 0 s of colour-tone in [0-9.]+ s, democracy, seed 7/)
    assert.match(stdout, /Messages +37,\d{3}, 62\d a second/)
    assert.match(stdout, /Accepted +2\d,\d{3} +[67]\d\.\d %/)
    for (const why of ['unknown-command', 'bad-argument', 'rate-limited', 'repeated', 'too-long', 'empty'])
      assert.match(stdout, new RegExp(`[0-9,]+ +${why} +[0-9.]+ %`))
    assert.match(stdout, /Rejected +\d,\d{3} +[0-9.]+ %\n/)
    assert.match(stdout, /Windows +1[12]\n/)
    assert.match(stdout, /Decisions +1[12]\n/)
    assert.match(stdout, /1[12] +plurality/)
    assert.match(stdout, /Tick +p50 [0-9.]+ ms, p99 [0-9.]+ ms/)
    assert.match(stdout, /Overload +never: every message was read/)
    assert.match(stdout, /Memory +\d+ MB after 10 s, \d+ MB at the end/)
  })

  test('gives the same votes for the same seed, in any mode', async () => {
    const run = async () => {
      const { stdout } = await runArcade([
        'simulate',
        '--viewers',
        '300',
        '--fast',
        '--seed',
        '3',
        '--set',
        'input=runoff',
      ])
      return /Accepted[^]*Winners.*/.exec(stdout)?.[0]
    }
    const first = await run()
    assert.match(first ?? '', /runoff-next|majority/)
    assert.equal(await run(), first)
  })

  for (const [args, named] of [
    [['--viewers', '0'], /viewers is "0".*1 to 100000/],
    [['--minutes', 'long'], /minutes is "long"/],
    [['--output', 'x.mkv'], /--output.*--viewers/],
    [['--players', 'nobody'], /players is "nobody".*everyone, followers/],
  ] as const)
    test(`${args.join(' ')} is a mistake that is explained`, async () => {
      const { code, stderr } = await runArcade(['simulate', ...args])
      assert.equal(code, 2)
      assert.match(stderr, named)
      assert.equal(stderr.trimEnd().split('\n').length, 1)
    })
})
