import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { deserialize, serialize } from 'node:v8'
import * as fc from 'fast-check'
import { createParser } from '../../chat/parse.ts'
import { buttons } from '../../game/bundled/console/buttons.ts'
import game from '../../game/bundled/console/index.ts'
import { playStep, stepsOf, takeSteps } from '../../game/bundled/console/pad.ts'
import { keptBlocks, readBlock } from '../../game/bundled/console/sound/block.ts'
import { createMatch, createRandom, type Decision, type Match } from '../../game/index.ts'
import { stateHash } from '../../server/journal/state-hash.ts'
import { createPatches } from '../../server/patches.ts'

type State = InstanceType<typeof game.state>

const parse = createParser(game)

function say(text: string, player: string | null = null): Decision {
  const outcome = parse(text)
  assert.ok(outcome.accepted, `${text}: ${JSON.stringify(outcome)}`)
  return { command: outcome.command, by: player, player, team: null }
}

/** Steps so many ticks, the first of them with what was said. */
function run(match: Match<State>, ticks: number, ...said: Decision[]): void {
  for (let n = 0; n < ticks; n++) match.step(n === 0 ? said : [])
}

/** Names of the buttons that are down in each tick, without a console that they are the buttons of. */
function downs(ticks: number, said: Decision, press = 12): string[] {
  const state = new game.state()
  takeSteps(state, stepsOf(said))
  return Array.from({ length: ticks }, () => {
    playStep(state, press)
    return buttons.filter((_name, bit) => (state.down >> bit) & 1).join('+')
  })
}

/** `a×12 ×4` for twelve ticks of a and four of nothing. */
function runs(names: readonly string[]): string {
  const parts: { name: string; count: number }[] = []
  for (const name of names) {
    const last = parts.at(-1)
    if (last?.name === name) last.count += 1
    else parts.push({ name, count: 1 })
  }
  return parts.map(({ name, count }) => `${name}×${count}`).join(' ')
}

const start = (settings: Record<string, unknown> = {}) =>
  createMatch(game, 1, { settings: { press: 12, ...settings }, standings: [] })

describe('the pad of the console', () => {
  it('presses a button for twelve ticks, and lets go of it for four', () =>
    assert.equal(runs(downs(20, say('a'))), 'a×12 ×8'))

  it('presses the buttons of a chord together, and the steps of a sequence one after the other', () => {
    assert.equal(runs(downs(50, say('left2a+b'))), 'left×12 ×4 left×12 ×4 a+b×12 ×6')
    assert.equal(runs(downs(50, say('l2 a+b'))), 'left×12 ×4 left×12 ×4 a+b×12 ×6')
  })

  it('holds a button until the next step, through a wait, and no longer than three seconds', () => {
    assert.equal(runs(downs(60, say('right- wait a'))), 'right×32 a×12 ×16')
    assert.equal(runs(downs(60, say('right-+up a'))), 'up+right×12 right×4 a×12 ×32')
    assert.equal(runs(downs(200, say('b-'))), 'b×180 ×20')
  })

  it('presses for as long as the streamer says', () => assert.equal(runs(downs(12, say('a2'), 2)), 'a×2 ×4 a×2 ×4'))

  it('plays messages in the order they came in, and leaves out those that come while the line is long', () => {
    const match = start()
    match.step([say('a4'), say('b4'), say('up4'), say('down4'), say('left4'), say('right4')])
    // The first step is being played; four messages made the line longer than twelve.
    assert.equal(match.state.game.steps.length, 15)
    match.step([say('select')])
    assert.equal(match.state.game.steps.length, 15)
  })

  it('gives the points of a lantern to who took the step that lit it', () => {
    const match = start()
    run(match, 60)
    run(match, 60, say('start'))
    assert.equal(match.state.game.mode, 1)
    // From the keeper’s place to the two lanterns at the foot of the first garden: each viewer takes a step.
    const way = ['down', 'down', 'right', 'down', 'down', 'down', 'down', 'left', 'left']
    const won: string[] = []
    for (const [index, step] of way.entries())
      for (let n = 0; n < 16; n++) {
        match.step(n === 0 ? [say(step, `local:${index}`)] : [])
        won.push(...match.awards.map(({ player, points }) => `${player} ${points}`))
      }
    assert.deepEqual(won, ['local:7 10', 'local:8 10'])
    assert.deepEqual([match.state.game.lit, match.state.game.points], [2, 20])
  })
})

describe('the console', () => {
  it('shows and sounds the same for the same chat, and something else for another', () => {
    const hashOf = (words: string) => {
      const match = start()
      run(match, 90)
      run(match, 120, ...words.split(',').map((word) => say(word)))
      return stateHash(match.state as never)
    }
    assert.equal(hashOf('start,left2'), hashOf('start,left2'))
    assert.notEqual(hashOf('start,left2'), hashOf('start,right2'))
  })

  it('goes on from a snapshot as if there had been none, in another process and in this one', () => {
    const match = start()
    run(match, 90)
    run(match, 100, say('start'), say('left2down-', 'local:1'), say('up4a', 'local:2'))
    const memory = deserialize(serialize(match.save()))
    const kept = deserialize(serialize(match.saveGame()))
    const other = createMatch(game, 1, { settings: { press: 12 }, standings: [] }, memory)
    const goOn = (each: Match<State>) => {
      run(each, 150, say('right+b'))
      return stateHash(each.state as never)
    }
    const expected = goOn(match)
    assert.equal(goOn(other), expected)
    const { lit, tick } = match.state.game
    match.loadGame(kept)
    assert.ok(match.state.game.tick < tick)
    goOn(match)
    assert.equal(match.state.game.lit, lit)
  })

  it('makes a snapshot that is small enough to be made often', () => {
    const match = start()
    run(match, 300)
    const { length } = serialize(match.save())
    assert.ok(length < 150_000, `${length} bytes`)
  })

  it('sends less than 4 KB a tick while its own game plays, and less than 64 KB to who joins', () => {
    const match = start()
    const patches = createPatches(match.state as never)
    patches.full()
    const sizes: number[] = []
    for (let n = 0; n < 700; n++) {
      match.step([])
      sizes.push(patches.next().length)
    }
    const median = sizes.sort((a, b) => a - b)[350] as number
    assert.ok(median < 1200, `${median} bytes in the middle of all`)
    assert.ok((sizes[692] as number) < 4096, `${sizes[692]} bytes in the hundredth tick`)
    assert.ok(patches.full().length < 65_536)
  })

  it('has sound in each tick, of which the last eight are kept', () => {
    const match = start()
    run(match, 200)
    const { sound } = match.state.game
    assert.equal(sound.length, keptBlocks)
    for (const text of sound) assert.ok(readBlock(text).some((sample) => Math.abs(sample) > 0.01))
  })

  it('says how the game stands, and who may begin', () => {
    const match = start()
    run(match, 60)
    assert.equal(match.score(), 'nobody plays: type start')
    run(match, 30, say('start'))
    assert.equal(match.score(), 'garden 1, 0 of 10 lanterns lit, 0 points')
  })

  it('has a rehearsing crowd that starts the game and then walks, in words that are understood', () => {
    const match = start()
    run(match, 60)
    const random = createRandom(1, 'bots')
    const typed = () => Array.from({ length: 200 }, () => game.bot?.(match.state.game, random) ?? null)
    assert.deepEqual(new Set(typed()), new Set([null, 'start']))
    run(match, 30, say('start'))
    const words = new Set(typed())
    for (const word of words)
      if (word !== 'anarchy' && word !== 'democracy') assert.ok(word !== null && parse(word).accepted, `${word}`)
    assert.ok(words.size > 10)
  })

  it('takes whatever a crowd types, and keeps its bounds', () => {
    const word = fc.constantFrom(
      'a',
      'b',
      'start',
      'select',
      'up',
      'down',
      'left',
      'right',
      'wait',
      'a+b',
      'left-',
      'up4',
      'right2a-',
    )
    const chat = fc.array(fc.array(word, { maxLength: 12 }), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(chat, fc.integer({ min: 1, max: 60 }), (ticks, press) => {
        const match = start({ press })
        for (const words of ticks) match.step(words.map((text) => say(text, 'local:1')))
        const { steps, picture, sound, stepTicks, holdTicks } = match.state.game
        assert.ok(steps.length <= 13 + 16)
        assert.ok(stepTicks <= press + 4 && holdTicks <= 180)
        assert.deepEqual([picture.length, sound.length, match.alerts.length], [14, keptBlocks, 0])
        for (const { changes } of picture) assert.ok(changes.length <= 120)
      }),
      { numRuns: 12 },
    )
  })
})
