import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import colourTone from '../../game/bundled/colour-tone/index.ts'
import { createState, withLayer, type ArcadeState, type Game } from '../../game/index.ts'
import { parseFps } from '../../render/clock.ts'
import type { Stereo } from '../../render/sound/bus.ts'
import { createMendedReport } from '../../render/sound/mended-report.ts'
import { createSound } from '../../render/sound/sound.ts'
import { createSpeaker, type FromSpeaker, type SpeechKind } from '../../render/sound/speaker.ts'
import { largestJump } from '../helpers/media.ts'

const sampleRate = 48_000

/** A tone that stands for a spoken line. */
function clipOf(seconds: number): Stereo {
  const left = Float32Array.from(
    { length: seconds * sampleRate },
    (_, i) => 0.5 * Math.sin((2 * Math.PI * 200 * i) / sampleRate),
  )
  return { left, right: left.slice() }
}

function rig({ kinds = ['alerts', 'story'], story }: { kinds?: SpeechKind[]; story?: Game['story'] } = {}) {
  const state: ArcadeState = createState(colourTone as unknown as Game)
  const { show } = state
  const sound = createSound({ sampleRate, fps: parseFps('30'), tickRate: 30 })
  const told: string[] = []
  const tell = (message: FromSpeaker) => void told.push(message.type === 'say' ? `say ${message.text}` : message.type)
  const speaker = createSpeaker({ game: story ? { story } : {}, kinds, sound, tell })
  const heard: number[] = []
  let frame = 0
  /** A tick of one frame. @returns what the speaker told in it */
  const step = (changes: () => void = () => {}) => {
    show.tick += 1
    changes()
    speaker.look(state)
    sound.begin(frame++, show.tick)
    heard.push(...sound.take().left)
    return told.splice(0)
  }
  const alert = (kind: string, name: string, text: string, ticks = 150, isSaid = false) =>
    show.alert.assign({ kind, name, text, isSaid, fromTick: show.tick, untilTick: show.tick + ticks })
  return { show, speaker, told, step, alert, heard }
}

describe('the speaker', () => {
  it('says an alert once, when it comes on the air, with its word, its name and its text', () => {
    const { step, alert } = rig()
    assert.deepEqual(step(), [])
    assert.deepEqual(
      step(() => alert('raid', 'carol', 'with 120 viewers', 2)),
      ['say raid: carol, with 120 viewers'],
    )
    assert.deepEqual(step(), [])
    assert.deepEqual(
      step(() => alert('info', 'ann', 'hello', 2, true)),
      ['say ann: hello'],
    )
    assert.deepEqual(step(), [])
    assert.deepEqual(
      step(() => alert('error', '', 'the stream is lost')),
      ['say error: the stream is lost'],
    )
  })

  it('says of alerts only what somebody typed, where only that is asked for', () => {
    const { step, alert } = rig({ kinds: ['say'] })
    assert.deepEqual(
      step(() => alert('raid', 'carol', 'with 120 viewers', 1)),
      [],
    )
    assert.deepEqual(
      step(() => alert('info', 'ann', 'hello', 1, true)),
      ['say ann: hello'],
    )
  })

  it('says nothing that was there before it, nor what is not to be seen', () => {
    const { show, step, alert } = rig({ story: () => ({ text: 'old', atTick: 3 }) })
    show.tick = 10
    alert('info', '', 'old')
    assert.deepEqual(step(), [])
    show.layers = withLayer(show.layers, 'alerts', false)
    assert.deepEqual(
      step(() => alert('info', '', 'hidden')),
      [],
    )
  })

  it('tells a story once for each tick that it names, and never before it', () => {
    let told: ReturnType<NonNullable<Game['story']>> = { text: 'Once upon a time', atTick: 0 }
    const { show, step } = rig({ story: () => told })
    show.tick = -1
    assert.deepEqual(step(), ['say Once upon a time'])
    assert.deepEqual(step(), [])
    assert.deepEqual(
      step(() => (told = null)),
      [],
    )
    assert.deepEqual(
      step(() => (told = { text: 'Once upon a time', atTick: 0 })),
      [],
    )
    assert.deepEqual(
      step(() => (told = { text: 'Then', atTick: 5 })),
      [],
    )
    assert.deepEqual(step(), ['say Then'])
    for (const atTick of [Number.NaN, Infinity, -Infinity, 2])
      assert.deepEqual(
        step(() => (told = { text: 'No', atTick })),
        [],
      )
    assert.deepEqual(
      step(() => (told = { text: '…', atTick: show.tick })),
      [],
      'there is nothing to say in it',
    )
  })

  it('says its alerts whatever becomes of the story', () => {
    const { told, step, alert } = rig({
      story() {
        throw new Error('boom')
      },
    })
    assert.throws(() => step(() => alert('info', '', 'hello')), /boom/)
    assert.deepEqual(told, ['say hello'])
  })

  it('puts a line into the sound, and says when it has been heard', () => {
    const { step, alert, speaker, heard } = rig()
    step(() => alert('info', '', 'hello'))
    speaker.speak({ clip: clipOf(0.2), hushes: 0 })
    const told = Array.from({ length: 10 }, () => step())
    assert.deepEqual(
      told.map((each) => each.join()),
      ['', '', '', '', '', '', 'said', '', '', ''],
    )
    assert.equal(heard.length, 11 * 1600)
    assert.ok(heard.slice(1600, 1600 * 7).some((value) => Math.abs(value) > 0.3))
    assert.ok(heard.slice(1600 * 8).every((value) => value === 0))
  })

  for (const [what, change] of [
    ['a slate', (show: ArcadeState['show']) => void (show.slate = 'panic')],
    ['the end of its alert before its time', (show: ArcadeState['show']) => void (show.alert.untilTick = show.tick)],
  ] as const)
    it(`stops what is spoken at ${what}, without a click, and drops what is on its way`, () => {
      const { show, step, alert, speaker, heard } = rig()
      step(() => alert('info', '', 'hello'))
      speaker.speak({ clip: clipOf(5), hushes: 0 })
      for (let i = 0; i < 5; i++) step()
      assert.deepEqual(
        step(() => change(show)),
        ['hush'],
      )
      speaker.speak({ clip: clipOf(5), hushes: 0 })
      for (let i = 0; i < 5; i++) assert.deepEqual(step(), [])
      assert.ok(heard.slice(1600 * 5, 1600 * 6).some((value) => Math.abs(value) > 0.3))
      assert.ok(heard.slice(1600 * 6 + 480).every((value) => value === 0))
      assert.ok(largestJump(Float64Array.from(heard)) < 0.03)
      show.slate = ''
      assert.deepEqual(
        step(() => alert('info', '', 'again')),
        ['say again'],
      )
      speaker.speak({ clip: clipOf(1), hushes: 1 })
      step()
      assert.ok(heard.slice(-1600).some((value) => Math.abs(value) > 0.3))
    })

  it('says nothing behind a slate, and does not make up for it', () => {
    let told: ReturnType<NonNullable<Game['story']>> = null
    const { show, step } = rig({ story: () => told })
    step()
    assert.deepEqual(
      step(() => (show.slate = 'break')),
      [],
    )
    assert.deepEqual(
      step(() => (told = { text: 'Then', atTick: show.tick })),
      [],
    )
    assert.deepEqual(
      step(() => (show.slate = '')),
      [],
    )
    assert.deepEqual(
      step(() => (told = { text: 'After', atTick: show.tick })),
      ['say After'],
    )
  })

  it('stops an alert that is taken back when the next one takes its place in the same tick', () => {
    const { step, alert } = rig()
    step(() => alert('info', 'ann', 'one', 150, true))
    step()
    assert.deepEqual(
      step(() => alert('info', 'bo', 'two', 150, true)),
      ['hush', 'say bo: two'],
    )
  })
})

describe('the count of numbers that were none', () => {
  it('is told once a second at most, and logged ever more seldom', () => {
    const [lines, told] = [[] as string[], [] as number[]]
    let now = 0
    const report = createMendedReport(
      { warn: (line) => lines.push(line), tell: (mended) => told.push(mended) },
      () => now,
    )
    for (let i = 0; i < 300; i++) {
      now = i * 10
      report(i < 250 ? i : 249)
    }
    assert.deepEqual(told, [1, 101, 201])
    now = 5000
    report(249)
    report(249)
    assert.deepEqual(told, [1, 101, 201, 249])
    assert.deepEqual(
      lines.map((line) => /gave (\d+)/.exec(line)?.[1]),
      ['1', '10', '100'],
    )
  })
})
