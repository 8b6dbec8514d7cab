import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { pageOf } from '../../render/scene/help-pages.ts'

const lines = ['move', 'draw', 'resign', '!abstain'].map((usage) => ({ usage, help: usage }))

/** What is seen turn after turn where a page has room for so many commands. */
function pages(most: number, turns: number): string[] {
  const fits = (page: readonly unknown[]) => page.length <= most
  return Array.from({ length: turns }, (_, turn) =>
    pageOf(lines, turn, fits)
      .map(({ usage }) => usage)
      .join(' '),
  )
}

describe('the pages of the help', () => {
  it('each begin with what the game is played by, beside another command', () => {
    assert.deepEqual(pages(2, 4), ['move draw', 'move resign', 'move !abstain', 'move draw'])
    assert.deepEqual(pages(3, 3), ['move draw resign', 'move !abstain', 'move draw resign'])
  })

  it('are one where all have room, and one a command where no two have', () => {
    assert.deepEqual(pages(4, 2), ['move draw resign !abstain', 'move draw resign !abstain'])
    assert.deepEqual(pages(1, 5), ['move', 'draw', 'resign', '!abstain', 'move'])
  })
})
