import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { entries, pageOf } from '../../docs/api.ts'
import { exportsOf } from '../../docs/exports.ts'

describe('the reference', () => {
  for (const entry of entries) {
    it(`of ${entry.module} is what the sources say; npm run docs writes it`, () => {
      assert.equal(readFileSync(entry.page, 'utf8'), pageOf(entry))
    })

    it(`of ${entry.module} has a docblock for everything that can be imported`, () => {
      const silent = exportsOf(entry.source).filter(({ code, doc }) => code !== '' && doc === '')
      assert.deepEqual(
        silent.map(({ name }) => name),
        [],
      )
    })

    it(`of ${entry.module} has what can be imported, and nothing else`, async () => {
      const module = (await import(entry.module)) as object
      const names = exportsOf(entry.source).map(({ name }) => name)
      assert.deepEqual(
        Object.keys(module).filter((name) => !names.includes(name)),
        [],
      )
      assert.equal(new Set(names).size, names.length)
    })
  }
})
