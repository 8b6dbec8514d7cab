import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import pixelWall from '../../game/bundled/pixel-wall/index.ts'
import { colourOf, palette } from '../../game/bundled/pixel-wall/palette.ts'
import type { PixelWall } from '../../game/bundled/pixel-wall/state.ts'
import { createRandom, type Decision, type Match } from '../../game/index.ts'
import { createPatches } from '../../server/patches.ts'
import { parse, begin, typed, answer, colourAt, corner, wait } from '../helpers/pixel-wall.ts'

describe('what can be typed at the Pixel Wall', () => {
  it('is a cell with a colour, in plain words', () => {
    for (const text of ['b7 red', 'B7 RED!', '!paint b7 red', 'paint b7 red', 'b7 crimson']) {
      const outcome = parse(text)
      assert.deepEqual(outcome.accepted && [outcome.command.name, outcome.command.label], ['paint', 'b7 red'], text)
    }
  })

  it('is any colour by its name, and grey as one likes to write it', () => {
    for (const { name } of palette) assert.ok(parse(`a1 ${name}`).accepted, name)
    assert.deepEqual(parse('a1 gray'), parse('a1 grey'))
  })

  it('is told what is wrong with it where it is nearly that', () => {
    const told = (text: string) => {
      const outcome = parse(text)
      return outcome.accepted ? 'accepted' : outcome.sentence
    }
    assert.equal(told('b7'), '`b7` needs <colour>, as in `b7 red`')
    assert.equal(told('B 7 red'), '`b 7`: did you mean `b7 red`?')
    assert.equal(told('b7 #ff0000'), '`b7 #ff0000`: the colours stand below the wall')
    assert.equal(told('b7 reddish'), '`b7 reddish`: the colours stand below the wall')
    assert.equal(told('a0 red'), '`a0 red`: a cell has letters and a number, such as b7')
    assert.equal(told('b7 red please'), '`b7 red` counts alone: leave out what is after it')
  })

  it('is not what people say', () => {
    for (const text of ['hello there', 'i like red', 'b7', 'red', 'a0 red', 'abc1 red', 'b7 2 red', 'undo 6'])
      assert.equal(parse(text).accepted, false, text)
  })
})

describe('the Pixel Wall', () => {
  it('paints cells, lines, rectangles and areas', () => {
    const match = begin({ cooldown: 0 })
    match.step([typed('rect b2 d4 green')])
    match.step([typed('line a1 e5 blue'), typed('a5 red', 'kim')])
    assert.deepEqual(corner(match.state, 6, 5), ['b.....', '.bgg..', '.gbg..', '.ggb..', 'r...b.'])
    match.step([typed('fill c2 pink')])
    assert.deepEqual(corner(match.state, 6, 5), ['b.....', '.bpp..', '.gbp..', '.ggb..', 'r...b.'])
  })

  it('paints everywhere up to its last cell, and says where it ends', () => {
    const match = begin({ cooldown: 0 })
    assert.equal(answer(match, 'iv144 red'), null)
    assert.equal(answer(match, 'iw144 red'), 'the wall goes from a1 to iv144')
    assert.equal(answer(match, 'line a1 a145 red'), 'the wall goes from a1 to iv144')
    match.step([typed('iv144 red'), typed('iw1 red', 'kim')])
    assert.equal(colourAt(match.state.game, 255, 143), 'red')
    assert.equal(match.state.game.marks, 1)
    const small = begin({ width: 33, height: 35, cooldown: 0 })
    small.step([typed('ag35 teal')])
    assert.equal(colourAt(small.state.game, 32, 34), 'teal')
  })

  it('refuses what is larger than a mark may be, and what would change nothing', () => {
    const match = begin({ cooldown: 0, largest: 50 })
    assert.equal(answer(match, 'rect a1 h7 red'), 'that is more than 50 cells')
    assert.equal(answer(match, 'fill a1 red'), 'that is more than 50 cells')
    assert.equal(answer(match, 'line a1 a51 red'), 'that is more than 50 cells')
    assert.equal(answer(match, 'a1 white'), 'it is white already')
    match.step([typed('rect a1 h7 red'), typed('fill a1 red', 'kim')])
    assert.equal(match.state.game.marks, 0)
  })

  it('lets each viewer paint again after the cooldown, which a large mark makes longer', () => {
    const match = begin()
    match.step([typed('a1 red')])
    assert.equal(answer(match, 'a2 red'), 'wait 5 s')
    assert.equal(answer(match, 'a2 red', 'kim'), null)
    match.step([typed('a2 red')])
    assert.equal(colourAt(match.state.game, 0, 1), 'white')
    wait(match, 31)
    assert.equal(answer(match, 'a2 red'), 'wait 4 s')
    wait(match, 118)
    assert.equal(answer(match, 'a2 red'), null)
    match.step([typed('rect a1 f10 blue')])
    assert.equal(answer(match, 'a2 red'), 'wait 15 s')
  })

  it('takes back the last marks of a viewer, and leaves what others painted since', () => {
    const match = begin({ cooldown: 0 })
    assert.equal(answer(match, 'undo mine'), 'nothing of yours to undo')
    match.step([typed('rect a1 c1 red', 'kim')])
    match.step([typed('rect b1 d1 blue')])
    match.step([typed('c1 green', 'kim')])
    assert.deepEqual(corner(match.state, 4, 1), ['rbgb'])
    match.step([typed('undo mine')])
    assert.deepEqual(corner(match.state, 4, 1), ['rrg.'])
    match.step([typed('undo 2', 'kim')])
    assert.deepEqual(corner(match.state, 4, 1), ['....'])
  })

  it('rolls back everything of one person to what was beneath', () => {
    const match = begin({ cooldown: 0 })
    match.step([typed('rect a1 d2 green', 'kim')])
    match.step([typed('rect b1 c2 black', 'bad')])
    match.step([typed('c2 yellow', 'zoe'), typed('f1 black', 'bad')])
    assert.equal(pixelWall.forget!(match.state.game, 't:bad'), 4)
    assert.deepEqual(corner(match.state, 6, 2), ['gggg..', 'ggyg..'])
    assert.equal(pixelWall.forget!(match.state.game, 't:zoe'), 1)
    assert.deepEqual(corner(match.state, 6, 2), ['gggg..', 'gggg..'])
    assert.equal(pixelWall.forget!(match.state.game, 't:nobody'), 0)
  })

  it('does at most so much in a tick, and the rest in the next ones', () => {
    const match = begin()
    const names = Array.from({ length: 30 }, (_, i) => `v${i}`)
    match.step(names.map((name, i) => typed(`rect a${4 * i + 1} cv${4 * i + 4} red`, name)))
    const { game } = match.state
    assert.ok(game.marks < 5, `${game.marks} marks`)
    wait(match, 30)
    assert.equal(game.marks, 30)
    assert.equal(colourAt(game, 99, 119), 'red')
  })

  it('leads with who has most cells now, and tells the score', () => {
    const match = begin({ cooldown: 0 })
    match.step([typed('rect a1 c1 red', 'kim'), typed('rect a2 b2 red')])
    wait(match, 30)
    assert.deepEqual(pixelWall.leaders!(match.state.game), [
      { name: 'kim', score: 3 },
      { name: 'ada', score: 2 },
    ])
    assert.equal(match.score(), '5 of 36864 cells are painted, by 2 people; kim has the most, 3')
    match.step([typed('rect a1 c1 blue')])
    wait(match, 30)
    assert.deepEqual(pixelWall.leaders!(match.state.game), [{ name: 'ada', score: 5 }])
  })

  it('awards a point for each ten cells that somebody paints', () => {
    const match = begin({ cooldown: 0 })
    match.step([typed('rect a1 i1 red')])
    assert.deepEqual(match.awards, [])
    match.step([typed('a2 red')])
    assert.deepEqual(match.awards, [{ player: 't:ada', name: 'ada', points: 1 }])
  })

  it('costs few bytes: a hundred marks in a tick about a kilobyte', () => {
    const match = begin({ cooldown: 0 })
    const patches = createPatches(match.state as never)
    const random = createRandom(1, 'cells')
    patches.next()
    match.step(
      Array.from({ length: 100 }, (_, i) => {
        const decision = typed('a1 red', `viewer ${i}`)
        const args = {
          cell: `${'abcdefgh'[random.integer(8)]}${'abcdefgh'[random.integer(8)]}${1 + random.integer(144)}`,
        }
        return { ...decision, command: { ...decision.command, args: { ...args, colour: 'blue' } } }
      }),
    )
    assert.equal(match.state.game.marks > 90, true)
    assert.ok(patches.next().length < 1300)
  })
})

describe('whatever a crowd types', () => {
  const cell = fc
    .tuple(fc.constantFrom('a', 'b', 'p', 'af'), fc.integer({ min: 1, max: 33 }))
    .map(([x, y]) => `${x}${y}`)
  const colour = fc.constantFrom(...palette.map(({ name }) => name))
  const text = fc.oneof(
    fc.tuple(cell, colour).map((words) => words.join(' ')),
    fc.tuple(fc.constantFrom('line', 'rect'), cell, cell, colour).map((words) => words.join(' ')),
    fc.tuple(fc.constant('fill'), cell, colour).map((words) => words.join(' ')),
    fc.constantFrom('undo', 'undo mine', 'undo 3', 'forget'),
  )
  const story = fc.array(fc.array(fc.tuple(text, fc.constantFrom('ada', 'kim', 'bad')), { maxLength: 3 }), {
    maxLength: 30,
  })
  const small = { width: 32, height: 32, cooldown: 0 }

  type Story = readonly (readonly (readonly [string, string])[])[]
  function play(match: Match<PixelWall>, told: Story): void {
    for (const tick of told) {
      const decisions: Decision[] = []
      for (const [words, name] of tick)
        if (words === 'forget') pixelWall.forget!(match.state.game, `t:${name}`)
        else decisions.push(typed(words, name))
      match.step(decisions)
    }
  }
  const all = (match: Match<PixelWall>) => JSON.stringify(match.state.game)

  it('the same comes out of it, and a show that goes on from what was saved does the same', () => {
    fc.assert(
      fc.property(story, story, (first, second) => {
        const [a, b, c] = [begin(small), begin(small), begin(small)]
        for (const match of [a, b]) play(match, [...first, ...second])
        assert.equal(all(a), all(b))
        play(c, first)
        pixelWall.load!(c.state.game, structuredClone(pixelWall.save!(c.state.game)))
        play(c, second)
        assert.equal(all(a), all(c))
      }),
      { numRuns: 40 },
    )
  })

  it('nothing is left of people who are rolled back', () => {
    fc.assert(
      fc.property(story, (told) => {
        const match = begin(small)
        play(match, told)
        wait(match, 10)
        for (const name of ['ada', 'kim', 'bad']) pixelWall.forget!(match.state.game, `t:${name}`)
        assert.ok(match.state.game.words.every((word) => word === 0))
      }),
      { numRuns: 40 },
    )
  })

  it('simulated viewers type what is understood', () => {
    const match = begin({ cooldown: 0 })
    const random = createRandom(4, 'bot')
    for (let i = 0; i < 3000; i++) {
      const said = pixelWall.bot!(match.state.game, random)
      if (said !== null) match.step([typed(said, `v${i % 50}`)])
    }
    assert.ok(match.state.game.marks > 1500, String(match.state.game.marks))
    assert.equal(colourOf('nothing'), -1)
  })
})
