import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { describe, it } from 'node:test'
import type { GameView } from '../../game/index.ts'

const bundled = new URL('../../game/bundled/', import.meta.url)

// The audio thread of the page holds the sound of every game, and takes it from there.
describe('the sound of a bundled game', () => {
  for (const id of readdirSync(bundled))
    it(`of ${id} stands in a module of its own, apart from the picture`, async () => {
      const { view } = (await import(new URL(`${id}/view.ts`, bundled).href)) as { view: GameView }
      const module = (await import(new URL(`${id}/sound.ts`, bundled).href)) as object
      for (const name of ['sound', 'soundGainDb'])
        assert.equal(Reflect.get(module, name), Reflect.get(view, name), name)
    })
})
