import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, test } from 'node:test'
import { Client } from '@colyseus/sdk'
import { sessionFiles } from '../../server/sessions.ts'
import { browserOf } from '../helpers/accounts.ts'
import { runArcade, startArcade, temporaryFolder, until, type Arcade } from '../helpers/arcade.ts'

const password = 'a long way to Tipperary'
const environment = { CHATARCADE_ADMIN_PASSWORD: password, CHATARCADE_RESUME: 'auto' }

const args = (data: string) => [
  ...['--chat', 'local:', '--size', '320x180', '--output', 'null:', '--data', data, '--speech', 'off'],
  ...['--set', 'input=anarchy', '--repeat-ms', '0'],
]

const goesOn = ({ text }: Arcade) => Number(/Goes on +at tick (\d+) /.exec(text.stdout)?.[1])

/** Types as a spectator until it counts. */
async function type(arcade: Arcade, text: string): Promise<void> {
  const room = await new Client(arcade.url).joinOrCreate('arcade')
  const accepted: boolean[] = []
  room.onMessage('outcome', (outcome: { accepted: boolean }) => accepted.push(outcome.accepted))
  room.send('chat', { name: 'Ann', text })
  await until(() => accepted.length > 0)
  assert.deepEqual(accepted, [true], text)
}

async function switchTo(arcade: Arcade, game: string): Promise<void> {
  const owner = browserOf(arcade.url)
  assert.equal((await owner.login('owner', password)).status, 200)
  const { status, body } = await owner.post('/api/game/switch', { game })
  assert.equal(status, 200, JSON.stringify(body))
}

describe('a show that has turned to another game', () => {
  test('goes on with that one when it is killed, and a start for another show begins anew', async () => {
    using folder = temporaryFolder()
    const sessions = () => sessionFiles(folder.path)
    let last = 0
    {
      await using arcade = await startArcade(args(folder.path), environment)
      await type(arcade, 'red')
      await switchTo(arcade, 'pixel-wall')
      await type(arcade, 'a1 red')
      const { tick } = await until(async () => {
        const status = await arcade.status()
        return status.tick > 20 && status
      })
      last = tick
      await arcade.stop('SIGKILL')
    }
    assert.equal(sessions().length, 2)
    {
      await using arcade = await startArcade(args(folder.path), environment)
      assert.equal((await arcade.status()).game, 'pixel-wall', arcade.text.stderr)
      // The number of a quiet tick may not be on the disk yet.
      assert.ok(goesOn(arcade) >= last - 5, arcade.text.stdout)
      // And back to the first one, which begins with the command line’s own settings.
      await switchTo(arcade, 'colour-tone')
      await type(arcade, 'blue')
      await arcade.stop('SIGKILL')
    }
    {
      await using arcade = await startArcade(args(folder.path), environment)
      assert.equal((await arcade.status()).game, 'colour-tone', arcade.text.stderr)
      assert.ok(goesOn(arcade) > 0, arcade.text.stdout)
      await arcade.stop('SIGKILL')
    }
    assert.equal(sessions().length, 3)
    const [, second = ''] = sessions()
    const text = readFileSync(second, 'utf8')
    assert.match(text, /"text":"a1 red"/)
    assert.equal(text.match(/"resumed":/g)?.length, 1)
    const id = path.basename(second, '.jsonl')
    const replay = await runArcade(['replay', id, '--data', folder.path, '--output', 'null:'])
    assert.equal(replay.code, 0, replay.stderr)

    await using other = await startArcade([...args(folder.path), '--game', 'pixel-wall'], environment)
    assert.equal(other.text.stdout.match(/Goes on/), null)
  })
})
