import assert from 'node:assert/strict'
import { statSync } from 'node:fs'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { distance, drawGolden, goldens, readGolden } from '../helpers/golden.ts'

const fileOf = (name: string) => fileURLToPath(new URL(`golden/${name}.png`, import.meta.url))

/** Skia draws edges a little differently on another processor; a word that changed is many times as much. */
const tolerated = { mean: 0.15, far: 0.0004 }

describe('a golden picture', () => {
  for (const golden of goldens)
    it(`of “${golden.name}” looks as it did (if it should not: npm run pictures -- --golden, and look at it)`, async () => {
      const found = distance(drawGolden(golden), await readGolden(fileOf(golden.name), golden))
      assert.ok(found.mean <= tolerated.mean && found.far <= tolerated.far, JSON.stringify(found))
    })

  it('is no larger than 40 KB', () => {
    for (const { name } of goldens) assert.ok(statSync(fileOf(name)).size <= 40_000, name)
  })

  it('is not matched by a picture in which one word is another', () => {
    const [golden] = goldens
    assert.ok(golden)
    const changed = drawGolden({ ...golden, set: (show) => show.options[0]?.assign({ label: 'yellow' }) })
    const { far } = distance(drawGolden(golden), changed)
    assert.ok(far > tolerated.far, String(far))
  })
})
