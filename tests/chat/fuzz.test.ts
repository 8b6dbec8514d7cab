import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { test } from 'node:test'
import { fuzzChat } from '../fuzz/chat.ts'

test('a hundred thousand hostile messages: each is answered once, by a code or a command that the game declared', async (t) => {
  const seed = randomInt(2 ** 32)
  t.diagnostic(`seed ${seed}`)
  const { messages, outcomes, memory } = await fuzzChat(seed, 100_000, () => {})
  assert.equal(messages, 100_000)
  for (const code of [
    'accepted',
    'empty',
    'too-long',
    'unknown-command',
    'bad-argument',
    'bad-combination',
    'repeated',
  ])
    assert.ok((outcomes[code] ?? 0) > 0, `${code} never came of it: ${JSON.stringify(outcomes)}`)
  const [early, end] = memory
  assert.ok(end < early + 150, `memory went from ${early} to ${end} MB`)
})
