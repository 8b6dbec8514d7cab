import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { replaceFolder } from '../../server/pages.ts'
import { temporaryFolder } from '../helpers/arcade.ts'

test('pages that many shows build at once are in place as a whole, whosever they are', async () => {
  using folder = temporaryFolder()
  const place = folder.file('dist')
  const files = Array.from({ length: 20 }, (_, n) => `${n}.js`)
  for (let round = 0; round < 10; round++) {
    const builders = Array.from({ length: 8 }, (_, builder) => {
      const own = folder.file(`dist-${round}-${builder}`)
      const fresh = path.join(own, 'pages')
      mkdirSync(fresh, { recursive: true })
      for (const file of files) writeFileSync(path.join(fresh, file), `${round} ${builder}`)
      return replaceFolder(place, fresh, path.join(own, 'last'))
    })
    await Promise.all(builders)
    const texts = new Set(files.map((file) => readFileSync(path.join(place, file), 'utf8')))
    assert.equal(texts.size, 1)
    assert.match([...texts].join(), new RegExp(`^${round} `))
  }
})
