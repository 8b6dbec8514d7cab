import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { createFrameReader, maxLineBytes } from '../../chat/sources/frames.ts'

interface Read {
  readonly lines: string[]
  readonly cut: number
  readonly dropped: number
  /** How long taking the frames took, in milliseconds. */
  readonly pushMs: number
}

/** Pushes all frames in one turn, and gives what is read of them until nothing more comes. */
async function read(frames: readonly string[]): Promise<Read> {
  const lines: string[] = []
  let [cut, dropped] = [0, 0]
  const reader = createFrameReader({
    line(text, isCut) {
      lines.push(text)
      if (isCut) cut += 1
    },
    dropped: (count) => (dropped += count),
  })
  const bytes = frames.map((frame) => Buffer.from(frame))
  const start = performance.now()
  for (const frame of bytes) reader.push(frame)
  const pushMs = performance.now() - start
  reader.push(Buffer.from('END'))
  while (lines.at(-1) !== 'END') await new Promise((resolve) => setImmediate(resolve))
  lines.pop()
  return { lines, cut, dropped, pushMs }
}

describe('the frames of a chat server', () => {
  it('are read line by line, in order, however they are filled', async () => {
    const line = fc.string({ unit: 'binary', maxLength: 40 }).map((text) => text.replaceAll(/[\r\n]/g, ' '))
    const ending = fc.constantFrom('\n', '\r\n', '\r\n\r\n')
    const frame = fc.array(fc.tuple(line, ending), { maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(fc.array(frame, { maxLength: 6 }), async (frames) => {
        const { lines } = await read(frames.map((rows) => rows.flat().join('')))
        // Lone surrogates can't be sent at all.
        const expected = frames.flat().map(([text]) => Buffer.from(text).toString())
        assert.deepEqual(lines, expected.filter(Boolean))
      }),
      { numRuns: 100 },
    )
  })

  it('lose the oldest lines of chat at the bound and nothing else, and that is counted', async () => {
    const frames = Array.from({ length: 12 }, (_, frame) =>
      Array.from({ length: 5000 }, (__, i) =>
        i % 1000 === 0
          ? `@n=${frame}-${i} :tmi.twitch.tv CLEARCHAT #bob :eve`
          : `@n=${frame}-${i} :eve!eve@eve PRIVMSG #bob :${'x'.repeat(200)}`,
      ).join('\r\n'),
    )
    const all = frames.flatMap((frame) => frame.split('\r\n'))
    const { lines, dropped } = await read(frames)
    const kept = new Set(lines)
    assert.ok(dropped > 0)
    assert.equal(lines.length + dropped, all.length)
    assert.deepEqual(
      lines,
      all.filter((line) => kept.has(line)),
    )
    const lost = all.filter((line) => !kept.has(line))
    assert.ok(lost.every((line) => line.includes('PRIVMSG')))
    assert.ok(all.indexOf(lost.at(-1) ?? '') < all.length / 2, 'it is the oldest that go')
  })

  it('cost little to take, also where there is nothing sensible in them', async () => {
    for (const piece of ['\n', 'a\n', '@\r\n', ' ', ':x PRIVMSG #a :b\n']) {
      const frame = piece.repeat(Math.floor(2 ** 22 / piece.length))
      const reader = createFrameReader({ line: () => {}, dropped: () => {} })
      const bytes = Array.from({ length: 8 }, () => Buffer.from(frame))
      const start = performance.now()
      for (const each of bytes) reader.push(each)
      const eachMs = (performance.now() - start) / bytes.length
      reader.close()
      assert.ok(eachMs < 400, `4 MB of ${JSON.stringify(piece)} took ${eachMs} ms`)
    }
  })

  it('have lines over the bound cut', async () => {
    const { lines, cut } = await read([`${'x'.repeat(2 ** 20)}\r\nred\r\n${'y'.repeat(2 ** 20)}`])
    assert.deepEqual(
      lines.map((line) => line.length),
      [maxLineBytes, 3, maxLineBytes],
    )
    assert.equal(cut, 2)
  })
})
