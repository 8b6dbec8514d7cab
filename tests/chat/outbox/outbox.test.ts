import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { createOutbox, type Outbox } from '../../../chat/outbox/outbox.ts'
import type { Reply, ReplyKind } from '../../../chat/outbox/reply.ts'
import { maxWaiting } from '../../../chat/outbox/waiting.ts'

/** A voice that writes down what it says, and when. */
class Recorder {
  isReady = true
  isModerator = false
  isBroken = false
  readonly said: { readonly line: string; readonly ms: number }[] = []
  clock: { ms: number }

  constructor(clock = { ms: 0 }) {
    this.clock = clock
  }

  get lines(): string[] {
    return this.said.map(({ line }) => line)
  }

  say(line: string): void {
    if (this.isBroken) throw new Error('no socket')
    this.said.push({ line, ms: this.clock.ms })
  }
}

interface Scene {
  readonly outbox: Outbox
  readonly voice: Recorder
  /** Flushes every 50 ms until then. */
  readonly run: (untilMs: number) => void
}

function scene(): Scene {
  const clock = { ms: 0 }
  const voice = new Recorder(clock)
  const outbox = createOutbox({ voiceOf: (source) => (source === 'twitch:a' ? voice : null) })
  const run = (untilMs: number): void => {
    for (; clock.ms <= untilMs; clock.ms += 50) outbox.flush(clock.ms)
  }
  return { outbox, voice, run }
}

function reply(kind: ReplyKind, text: string, to: string | null = null): Reply {
  return { kind, source: 'twitch:a', to, text }
}

describe('an outbox', () => {
  it('says a result at once', () => {
    const { outbox, voice, run } = scene()
    outbox.post(reply('result', 'red won with 7 of 12 votes'))
    assert.deepEqual(voice.lines, [])
    run(0)
    assert.deepEqual(voice.lines, ['red won with 7 of 12 votes'])
    assert.deepEqual(outbox.counts, { sent: 1, expired: 0, dropped: 0, skipped: 0, failed: 0 })
  })

  it('answers people who ask the same within a second in one line', () => {
    const { outbox, voice, run } = scene()
    outbox.post(reply('correction', 'did you mean left?', 'Alice'))
    run(300)
    outbox.post(reply('correction', 'did you mean left?', 'bob'))
    outbox.post(reply('correction', 'did you mean left?', 'ALICE'))
    run(900)
    assert.deepEqual(voice.lines, [])
    run(1000)
    assert.deepEqual(voice.lines, ['@alice @bob did you mean left?'])
  })

  it('counts whom it can’t name', () => {
    const { outbox, voice, run } = scene()
    for (let i = 0; i < 5000; i++) outbox.post(reply('help', 'type red', `viewer${i % 40}`))
    run(1000)
    assert.deepEqual(voice.lines, ['@viewer0 @viewer1 @viewer2 @viewer3 @viewer4 and 35 more: type red'])
  })

  it('mentions nobody whose name is no login', () => {
    const { outbox, voice, run } = scene()
    for (const to of ['', 'a b', '@x', 'x\r\nQUIT', 'х', 'x'.repeat(26)]) outbox.post(reply('score', 'you have 3', to))
    run(0)
    assert.deepEqual(voice.lines, ['you have 3'])
  })

  it('explains itself once in ten seconds, however many ask', () => {
    const { outbox, voice, run } = scene()
    for (let ms = 0; ms <= 20_000; ms += 500) {
      outbox.post(reply('help', 'type red', `viewer${ms}`))
      run(ms)
    }
    const times = voice.said.map(({ ms }) => ms)
    assert.equal(times.length, 2)
    assert.ok((times[1] ?? 0) - (times[0] ?? 0) >= 10_000)
    assert.ok(outbox.counts.skipped > 10)
  })

  it('keeps only the newest result', () => {
    const { outbox, voice, run } = scene()
    outbox.post(reply('score', 'the score is 3'))
    run(0)
    for (let i = 1; i <= 4; i++) outbox.post(reply('result', `result ${i}`))
    assert.equal(outbox.waiting, 1)
    run(3000)
    assert.deepEqual(voice.lines, ['the score is 3', 'result 4'])
    assert.equal(outbox.counts.expired, 3)
  })

  it('says the important before the rest, and the old before the new', () => {
    const { outbox, voice, run } = scene()
    for (const [kind, text] of [
      ['correction', 'correction'],
      ['queued', 'queued'],
      ['result', 'result'],
      ['score', 'score one'],
      ['score', 'score two'],
      ['help', 'help'],
    ] as const)
      outbox.post(reply(kind, text))
    run(4900)
    assert.deepEqual(voice.lines, ['score one', 'score two', 'help', 'result', 'correction'])
    assert.equal(outbox.counts.expired, 1)
  })

  it('drops what has become stale, each kind in its time', () => {
    const { outbox, voice, run } = scene()
    voice.isReady = false
    for (const kind of ['help', 'how', 'score', 'result', 'queued', 'correction'] as const)
      outbox.post(reply(kind, kind))
    run(3000)
    assert.equal(outbox.waiting, 6)
    run(3100)
    assert.equal(outbox.waiting, 5)
    run(5100)
    assert.equal(outbox.waiting, 3)
    run(10_100)
    assert.equal(outbox.waiting, 0)
    voice.isReady = true
    run(12_000)
    assert.deepEqual(voice.lines, [])
    assert.equal(outbox.counts.expired, 6)
  })

  it('doesn’t say the same twice in thirty seconds, unless it is a moderator', () => {
    for (const isModerator of [false, true]) {
      const { outbox, voice, run } = scene()
      voice.isModerator = isModerator
      for (const ms of [0, 10_000, 20_000, 31_000]) {
        run(ms)
        outbox.post(reply('result', 'red won with the only vote'))
      }
      run(33_000)
      assert.equal(voice.lines.length, isModerator ? 4 : 2)
      assert.equal(outbox.counts.skipped, isModerator ? 0 : 2)
    }
  })

  it('says the parts of a long reply one after another, with nothing between', () => {
    const { outbox, voice, run } = scene()
    outbox.post(reply('how', 'word '.repeat(250)))
    run(0)
    outbox.post(reply('help', 'type red'))
    run(5000)
    assert.equal(voice.lines.length, 4)
    assert.deepEqual(
      voice.lines.map((line) => line.slice(0, 3)),
      ['wor', '… w', '… w', 'typ'],
    )
    assert.equal(outbox.counts.sent, 4)
  })

  it('leaves the rest of a long reply when its link is gone for long', () => {
    const { outbox, voice, run } = scene()
    outbox.post(reply('how', 'word '.repeat(250)))
    run(0)
    voice.isReady = false
    run(15_000)
    voice.isReady = true
    run(20_000)
    assert.equal(voice.lines.length, 1)
    assert.equal(outbox.counts.expired, 1)
  })

  it('lets fifty wait, and drops the oldest of the least important', () => {
    const { outbox, voice, run } = scene()
    voice.isReady = false
    for (let i = 0; i < 30; i++) outbox.post(reply('correction', `correction ${i}`))
    for (let i = 0; i < 30; i++) outbox.post(reply('score', `score ${i}`))
    assert.equal(outbox.waiting, maxWaiting)
    assert.equal(outbox.counts.dropped, 10)
    for (let i = 0; i < 1000; i++) outbox.post(reply('score', `score ${i}`))
    assert.equal(outbox.waiting, maxWaiting)
    outbox.post(reply('correction', 'no room'))
    assert.equal(outbox.waiting, maxWaiting)
    voice.isReady = true
    run(0)
    assert.deepEqual(voice.lines, ['score 950'])
  })

  it('survives a voice that fails, and keeps to the limits all the same', () => {
    const { outbox, voice, run } = scene()
    voice.isBroken = true
    for (let i = 0; i < 8; i++) outbox.post(reply('score', `score ${i}`))
    run(2000)
    assert.equal(outbox.counts.failed, 2)
    voice.isBroken = false
    run(4000)
    assert.deepEqual(voice.lines, ['score 2', 'score 3'])
  })

  it('keeps nothing for a chat without a voice', () => {
    const { outbox } = scene()
    outbox.post({ ...reply('help', 'type red'), source: 'crowd:5' })
    assert.equal(outbox.waiting, 0)
  })

  it('never passes Twitch’s limits, whatever is posted and whenever it is flushed', () => {
    const kinds = ['help', 'score', 'how', 'result', 'queued', 'correction'] as const
    const post = fc.record({
      kind: fc.constantFrom(...kinds),
      source: fc.constantFrom('twitch:a', 'twitch:b', 'twitch:mine'),
      to: fc.constantFrom(null, 'alice', 'bob', 'carol'),
      text: fc.oneof(fc.constantFrom('same', 'x '.repeat(700)), fc.string({ maxLength: 20 })),
    })
    const step = fc.record({ posts: fc.array(post, { maxLength: 6 }), waitMs: fc.integer({ min: 0, max: 900 }) })
    const property = fc.property(fc.array(step, { minLength: 60, maxLength: 200 }), (steps) => {
      const clock = { ms: 0 }
      const voices = new Map(['twitch:a', 'twitch:b', 'twitch:mine'].map((source) => [source, new Recorder(clock)]))
      for (const [source, voice] of voices) voice.isModerator = source === 'twitch:mine'
      const outbox = createOutbox({ voiceOf: (source) => voices.get(source) ?? null })
      for (const { posts, waitMs } of steps) {
        for (const each of posts) outbox.post(each)
        outbox.flush((clock.ms += waitMs))
        assert.ok(outbox.waiting <= maxWaiting)
      }
      checkLimits([...voices.values()])
    })
    fc.assert(property, { numRuns: 60 })
  })
})

/** Up to 20 lines in the 30 s before each line where the account is no moderator, 100 elsewhere; a second between two of a channel. */
function checkLimits(voices: readonly Recorder[]): void {
  const all = voices.flatMap(({ said, isModerator }) => said.map(({ ms }) => ({ ms, most: isModerator ? 100 : 20 })))
  for (const { ms, most } of all)
    assert.ok(most === 100 || all.filter((other) => other.ms < ms && other.ms >= ms - 30_000).length < most)
  for (const { said } of voices)
    for (const [i, { ms }] of said.entries()) assert.ok(i === 0 || ms - (said[i - 1]?.ms ?? 0) >= 1000)
  const others = voices.filter((voice) => !voice.isModerator).flatMap(({ said }) => said.map(({ ms }) => ms))
  for (const start of others) assert.ok(others.filter((ms) => ms >= start && ms <= start + 30_000).length <= 20)
  for (const { ms } of all) assert.ok(all.filter((other) => other.ms >= ms && other.ms <= ms + 30_000).length <= 100)
}
