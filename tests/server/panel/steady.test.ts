import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { rights, roles } from '../../../server/auth/rights.ts'
import { countAfter } from '../../../server/web/panel/chat/reader.ts'
import { columns } from '../../../server/web/panel/layout/grid.ts'
import { firstPlaces } from '../../../server/web/panel/layout/first.ts'
import { createNotes } from '../../../server/web/panel/notes.ts'
import type { Message } from '../../../server/web/panel/shapes.ts'
import { standing, steadied, type Standing } from '../../../server/web/panel/votes/steady.ts'

const option = (label: string, votes = 1) => ({ team: '', label, votes, percent: 0 })

describe('the tally under a hand', () => {
  test('however votes come and windows end, no option takes the place of another', () => {
    const letters = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
    fc.assert(
      fc.property(fc.array(fc.shuffledSubarray(letters), { minLength: 1, maxLength: 12 }), ([first = [], ...later]) => {
        let stood: readonly Standing[] = first.map((label) => standing(option(label)))
        for (const labels of later) {
          const next = steadied(
            stood,
            labels.map((label) => option(label)),
          )
          assert.deepEqual(
            next.slice(0, stood.length).map(({ label }) => label),
            stood.map(({ label }) => label),
          )
          const there = next.filter(({ isGone }) => !isGone).map(({ label }) => label)
          assert.deepEqual(there.toSorted(), labels.toSorted())
          stood = next
        }
      }),
    )
  })

  test('held through vote after vote, it doesn’t grow for ever', () => {
    let stood: readonly Standing[] = []
    for (let vote = 0; vote < 20; vote++)
      stood = steadied(
        stood,
        ['a', 'b', 'c', 'd'].map((letter) => option(`${letter}${vote}`)),
      )
    assert.ok(stood.length <= 36, `${stood.length} options stand`)
    assert.equal(stood.at(-1)?.label, 'd19')
  })
})

test('what waits behind a held chat is counted by what is shown of it', () => {
  const messages = Array.from({ length: 10 }, (_, index) => ({ number: index + 1 }) as unknown as Message)
  assert.equal(
    countAfter(messages, 4, () => true),
    6,
  )
  assert.equal(
    countAfter(messages, 4, ({ number }) => number % 5 === 0),
    2,
  )
})

test('the desk of every role fills the screen from the first, and nothing lies over anything', () => {
  for (const role of roles) {
    const places = firstPlaces((right) => (rights[role] as readonly string[]).includes(right))
    const cells = places.flatMap(({ x, y, w, h }) =>
      Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)} ${y + Math.floor(cell / w)}`),
    )
    assert.equal(new Set(cells).size, cells.length, `${role}: widgets lie over each other`)
    assert.equal(cells.length, columns * 12, `${role}: a part is empty`)
  }
})

test('a note loses its undo as soon as the server would undo it no more', (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] })
  const notes = createNotes()
  for (const deed of [1, 2, 3]) notes.add(`deed ${deed}`, { deed, undo: () => {} })
  const before = notes.shown.get()
  notes.judged([1, 2, 3].map((id) => ({ id, canUndo: true, undoneBy: null })))
  assert.equal(notes.shown.get(), before, 'nothing has changed')
  notes.judged([
    { id: 1, canUndo: false, undoneBy: null },
    { id: 2, canUndo: false, undoneBy: 4 },
  ])
  assert.deepEqual(
    notes.shown.get().map(({ undo, isUndone }) => [undo !== null, isUndone]),
    [
      [false, false],
      [false, true],
      [true, false],
    ],
  )
})
