import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { createHistory } from '../../game/bundled/pixel-wall/history.ts'
import { createPainters, keptStrokes } from '../../game/bundled/pixel-wall/painters.ts'
import { areaCells, lineCells, rectCells } from '../../game/bundled/pixel-wall/shapes.ts'
import { createWall } from '../../game/bundled/pixel-wall/wall.ts'

/** What was put on one cell, oldest first. */
interface Put {
  readonly number: number
  readonly cell: number
  readonly colour: number
  readonly owner: number
}

const cells = 4
const sorted = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)
const put = fc.record({
  cell: fc.nat(cells - 1),
  colour: fc.integer({ min: 1, max: 15 }),
  owner: fc.integer({ min: 1, max: 3 }),
})
const action = fc.oneof(
  { weight: 6, arbitrary: put.map((value) => ({ put: value })) },
  { weight: 2, arbitrary: fc.nat(40).map((number) => ({ take: number })) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 3 }).map((owner) => ({ takeAll: owner })) },
)

describe('what lies on the cells', () => {
  it('is what a list of all that was put there says, while nothing is forgotten', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
        const history = createHistory(cells, 100)
        let puts: Put[] = []
        for (const each of actions) {
          if ('put' in each) {
            const { cell, colour, owner } = each.put
            puts.push({ ...each.put, number: history.put(cell, colour, owner) })
          } else if ('take' in each) {
            const known = puts.find(({ number }) => number === each.take)
            assert.equal(history.take(each.take, known?.owner ?? 1), known?.cell ?? -1)
            puts = puts.filter((one) => one !== known)
          } else {
            const gone = puts.filter(({ owner }) => owner === each.takeAll)
            assert.deepEqual(sorted(history.takeAll(each.takeAll)), sorted(gone.map(({ cell }) => cell)))
            puts = puts.filter(({ owner }) => owner !== each.takeAll)
          }
          for (let cell = 0; cell < cells; cell++) {
            const top = puts.findLast((one) => one.cell === cell)
            assert.deepEqual([history.colourAt(cell), history.ownerAt(cell)], [top?.colour ?? 0, top?.owner ?? 0])
          }
        }
      }),
    )
  })

  it('keeps the newest whatever is forgotten, nothing of who is taken out, and comes back from what was saved', () => {
    fc.assert(
      fc.property(fc.array(put, { maxLength: 60 }), fc.integer({ min: 1, max: 9 }), (puts, keep) => {
        const history = createHistory(cells, keep)
        for (const { cell, colour, owner } of puts) {
          history.put(cell, colour, owner)
          assert.deepEqual([history.colourAt(cell), history.ownerAt(cell)], [colour, owner])
        }
        const copy = createHistory(cells, keep)
        copy.load(history.save())
        assert.deepEqual(copy.save(), history.save())
        for (const each of [history, copy]) each.takeAll(1)
        for (let cell = 0; cell < cells; cell++) {
          assert.notEqual(history.ownerAt(cell), 1)
          assert.equal(copy.colourAt(cell), history.colourAt(cell))
        }
      }),
    )
  })

  it('remembers what somebody covered long ago', () => {
    const history = createHistory(2, 2)
    history.put(0, 5, 1)
    history.put(0, 6, 2)
    for (let i = 0; i < 9; i++) history.put(1, i, 3)
    history.takeAll(2)
    assert.deepEqual([history.colourAt(0), history.ownerAt(0)], [5, 1])
  })
})

describe('a wall', () => {
  it('counts the cells of each owner that are seen', () => {
    const wall = createWall(8, 4, 3)
    wall.paint([0, 1, 2], 4, 1)
    const stroke = wall.paint([1, 2, 3], 5, 2)
    assert.deepEqual([wall.countOf(1), wall.countOf(2)], [1, 3])
    assert.equal(wall.takeBack(stroke, 1), 0)
    assert.equal(wall.takeBack(stroke, 2), 3)
    assert.deepEqual([wall.countOf(1), wall.countOf(2)], [3, 0])
    wall.disown(new Set([1]))
    assert.deepEqual([wall.countOf(1), wall.colours[1], wall.ownerAt(1)], [0, 4, 0])
  })
})

describe('the table of painters', () => {
  it('is bounded: who was quiet for the longest makes room, and is told of', () => {
    const gone: number[] = []
    const painters = createPainters((left) => gone.push(...left), 16)
    const numbers = Array.from({ length: 16 }, (_, i) => painters.see(`t:${i}`, `v${i}`))
    painters.see('t:0', 'v0')
    const number = painters.see('t:new', 'new')
    assert.deepEqual(gone, [numbers[1], numbers[2]])
    assert.ok(gone.includes(number))
    assert.equal(painters.numberOf('t:1'), 0)
    assert.equal(painters.numberOf('t:0'), numbers[0])
    const copy = createPainters(() => {}, 16)
    copy.load(painters.save())
    assert.deepEqual(copy.save(), painters.save())
    assert.ok(keptStrokes > 0)
  })
})

describe('shapes', () => {
  const point = fc.record({ x: fc.nat(15), y: fc.nat(15) })

  it('a line has both ends, as many cells as its longer side, and no gap', () => {
    fc.assert(
      fc.property(point, point, (from, to) => {
        const line = lineCells(from, to, 16).map((cell) => ({ x: cell % 16, y: Math.floor(cell / 16) }))
        assert.deepEqual([line[0], line.at(-1)], [{ ...from }, { ...to }])
        assert.equal(line.length, Math.max(Math.abs(from.x - to.x), Math.abs(from.y - to.y)) + 1)
        for (const [i, { x, y }] of line.slice(1).entries())
          assert.ok(Math.max(Math.abs(x - line[i]!.x), Math.abs(y - line[i]!.y)) === 1)
      }),
    )
  })

  it('a rectangle is the same from any two of its corners', () => {
    assert.deepEqual(rectCells({ x: 2, y: 1 }, { x: 0, y: 0 }, 16, 6), [0, 1, 2, 16, 17, 18])
    assert.deepEqual(rectCells({ x: 0, y: 1 }, { x: 2, y: 0 }, 16, 6), [0, 1, 2, 16, 17, 18])
    assert.equal(rectCells({ x: 0, y: 0 }, { x: 2, y: 1 }, 16, 5), null)
  })

  it('an area ends where the colour does, at corners and at the edges', () => {
    const colours = Uint8Array.from([0, 0, 1, 1, 1, 0, 0, 0, 1])
    const ground = { width: 3, height: 3, colours }
    assert.deepEqual(areaCells(ground, { x: 0, y: 0 }, 9), [0, 1])
    assert.deepEqual(areaCells(ground, { x: 1, y: 2 }, 9), [7, 6])
    assert.equal(areaCells(ground, { x: 1, y: 2 }, 1), null)
  })
})
