import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { checkGame } from 'chatarcade/testing'
import { gameIds, loadGame } from '../../server/games.ts'

describe('each bundled game', () => {
  for (const id of gameIds())
    it(`bears whatever is typed: ${id}`, async () => {
      const { game, url } = await loadGame(id)
      await checkGame(game, { runs: 2, seconds: 3, folder: fileURLToPath(new URL('.', url)) })
    })
})
