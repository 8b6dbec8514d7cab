import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { checkGame, testGame } from 'chatarcade/testing'
import colourTone from '../../game/bundled/colour-tone/index.ts'
import { paints } from '../../game/bundled/colour-tone/paints.ts'
import type { ColourTone } from '../../game/bundled/colour-tone/rules.ts'
import { noteName } from '../../game/bundled/colour-tone/view.ts'
import { anarchy, createMatch, loudnessAt, type Match, type Synth } from '../../game/index.ts'
import { createParser } from '../../chat/parse.ts'
import { canvasOf, contrast, decide, frameOf, pixelsOf, rgb, tone } from '../helpers/game.ts'

/** Colour & Tone has none. */
const noImage = (name: string): never => assert.fail(name)
const clear = { x: 16, y: 20, width: 200, height: 120 }

function draw(match: Match<ColourTone>, seconds = match.tick / 30): Buffer {
  const { canvas, g } = canvasOf(320, 180)
  const frame = { ...frameOf(match, 320, 180), seconds, clear, ballots: [], image: noImage, bitmap: noImage }
  colourTone.draw(g, match.state.game, frame)
  return pixelsOf(canvas)
}

/** Red, green and blue of a pixel. */
function pixel(pixels: Buffer, x: number, y: number): number[] {
  return [...pixels.subarray((y * 320 + x) * 4, (y * 320 + x) * 4 + 3)]
}

describe('Colour & Tone', () => {
  it('bears whatever is typed', () => checkGame(colourTone))

  it('paints and tunes what was decided last', async () => {
    await using show = await testGame(colourTone, { input: anarchy() })
    assert.deepEqual([show.state.colour, show.state.hz], ['midnight', 220])
    show.ticks()
    show.sayAll([
      ['ann', 'red'],
      ['bob', '440'],
      ['cat', 'blue'],
    ])
    const { colour, before, paintedAtTick, hz } = show.state
    assert.deepEqual([colour, before, paintedAtTick, hz], ['blue', 'midnight', 2, 440])
  })

  it('lets a paint be seen before the next one, which is not lost', async () => {
    await using show = await testGame(colourTone, { input: anarchy() })
    show.say('ann', 'red')
    show.say('bob', 'blue')
    show.say('cat', 'green')
    show.ticks(18)
    assert.equal(show.state.colour, 'red')
    show.ticks()
    const { colour, before, paintedAtTick } = show.state
    assert.deepEqual([colour, before, paintedAtTick], ['green', 'red', 22])
  })

  it('does not start the flow again when the paint is the same', async () => {
    await using show = await testGame(colourTone, { input: anarchy() })
    show.say('ann', 'red')
    for (let i = 0; i < 30; i++)
      show.sayAll([
        [`viewer${i}`, 'red'],
        [`viewer${i}`, '300'],
      ])
    const { colour, before, paintedAtTick, hz } = show.state
    assert.deepEqual([colour, before, paintedAtTick, hz], ['red', 'midnight', 1, 300])
  })

  it('has a paint for every word that it takes, and understands each', () => {
    const parse = createParser(colourTone)
    for (const word of colourTone.commands['colour']?.words ?? []) {
      const outcome = parse(word)
      assert.ok(outcome.accepted && Object.hasOwn(paints, outcome.command.word))
    }
  })

  for (const [name, { field, ink }] of Object.entries(paints))
    it(`keeps the ink readable on ${name}: 4.5 : 1 or more`, () => assert.ok(contrast(rgb(field), rgb(ink)) >= 4.5))

  it('names notes as a tuner does', () => {
    const known = {
      440: 'A4',
      466: 'A#4',
      262: 'C4',
      247: 'B3',
      220: 'A3',
      20: 'D#0',
      2000: 'B6',
      1000: 'B5',
      33: 'C1',
    }
    for (const [hz, name] of Object.entries(known)) assert.equal(noteName(Number(hz)), name)
  })

  it('draws the same state and frame to the same pixels, and another state to others', () => {
    const match = createMatch(colourTone, 1)
    match.step([decide('red'), tone(500)])
    assert.ok(draw(match, 0.2).equals(draw(match, 0.2)))
    const before = draw(match, 5)
    match.step([tone(501)])
    assert.ok(!draw(match, 5).equals(before))
  })

  it('flows from the middle outwards within 0.6 s', () => {
    const match = createMatch(colourTone, 1)
    for (let i = 0; i < 30; i++) match.step([])
    match.step([decide('red')])
    const at = match.tick / 30
    const [middle, corner] = [clear.x + clear.width / 2, 318] as const
    const [red, midnight] = [rgb('#d62828'), rgb('#10131f')]
    const colours = (seconds: number) => {
      const pixels = draw(match, seconds)
      return [pixel(pixels, middle, clear.y + clear.height / 2), pixel(pixels, corner, 178)]
    }
    assert.deepEqual(colours(at), [midnight, midnight])
    assert.deepEqual(colours(at + 0.1), [red, midnight])
    assert.deepEqual(colours(at + 0.6), [red, red])
    assert.deepEqual(colours(at + 3600), [red, red])
  })

  it('sounds the pitch that was chosen with its octave, equally loud at any pitch', () => {
    const match = createMatch(colourTone, 1)
    const voices = new Map<string, { hz: number; gain: number }>()
    const synth = { tone: (voice: string, options: { hz: number; gain: number }) => voices.set(voice, options) }
    for (const hz of [60, 777, 2000]) {
      match.step([tone(hz)])
      const frame = { number: 0, tick: match.tick, tickRate: 30, samples: 1600, sampleRate: 48_000 }
      colourTone.sound(synth as unknown as Synth, match.state.game, frame)
      assert.deepEqual([voices.get('tone')?.hz, voices.get('octave')?.hz], [hz, 2 * hz])
      const loudness = (voices.get('tone')?.gain ?? 0) * loudnessAt(hz)
      assert.ok(loudness > 0.18 && loudness < 0.22, `${loudness} at ${hz} Hz`)
    }
  })

  it('chimes once a paint has won, for two seconds', () => {
    const match = createMatch(colourTone, 1)
    const chimes: number[] = []
    const synth = { tone() {}, chord: (_key: string, { atTick }: { atTick: number }) => chimes.push(atTick) }
    for (let n = 1; n <= 120; n++) {
      match.step(n === 10 ? [decide('red')] : [])
      const frame = { number: n, tick: n, tickRate: 30, samples: 1600, sampleRate: 48_000 }
      colourTone.sound(synth as unknown as Synth, match.state.game, frame)
    }
    assert.deepEqual(
      chimes,
      Array.from({ length: 61 }, () => 10),
    )
  })
})
