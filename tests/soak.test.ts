import assert from 'node:assert/strict'
import { test } from 'node:test'
import { soak } from './soak/soak.ts'

test('five thousand frames as quickly as they go: none is missing, no sample is, and time only rises', async () => {
  const { pictures, framesMissing, samplesMissing, backwards, misplaced } = await soak(5000, () => {})
  assert.equal(pictures, 5000)
  assert.deepEqual(
    { framesMissing, samplesMissing, backwards, misplaced },
    {
      ...{ framesMissing: 0, samplesMissing: 0, backwards: 0, misplaced: 0 },
    },
  )
})
