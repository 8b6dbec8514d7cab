import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { describe, it } from 'node:test'
import { temporaryFolder } from '../helpers/arcade.ts'
import { freePort } from '../helpers/nginx-rtmp.ts'
import { startOwned } from '../helpers/owned-arcade.ts'

describe('the stream as a whole', () => {
  it('comes back on the air wherever it can, says what it can’t, and both are in the log', async () => {
    using folder = temporaryFolder()
    const port = await freePort()
    const outputs = ['--output', 'null:', '--output', `rtmp-listen://127.0.0.1:${port}/live/key`]
    await using arcade = await startOwned(['--data', folder.path, '--size', '320x180', ...outputs])
    const { owner } = arcade
    const on = async () =>
      ((await owner.get('/api/outputs')).body as unknown as { kind: string; isOn: boolean }[])
        .filter(({ isOn }) => isOn)
        .map(({ kind }) => kind)
    const listening = (await on()).find((kind) => kind !== 'null') as string
    const turn = async (isOn: boolean) => await owner.post('/api/stream/turn', { isOn })
    const stopped = await turn(false)
    assert.equal(stopped.status, 200)
    assert.deepEqual(await on(), [])

    const other = createServer()
    await once(other.listen(port, '127.0.0.1'), 'listening')
    try {
      const undo = async () => await owner.post(`/api/log/${String(stopped.body['deed'])}/undo`, {})
      for (const start of [async () => await turn(true), undo]) {
        const refused = await start()
        assert.equal(refused.status, 409)
        assert.match(String(refused.body['error']), new RegExp(`${port}`))
        assert.deepEqual(await on(), ['null'])
        // What could not begin at all is no start.
        assert.equal((await turn(true)).status, 409)
        assert.equal((await turn(false)).status, 200)
      }
    } finally {
      other.close()
    }
    assert.equal((await turn(true)).status, 200)
    assert.deepEqual(await on(), ['null', listening])
    const log = (await owner.get('/api/log')).body as unknown as { action: string }[]
    assert.deepEqual(
      log.map(({ action }) => action).filter((action) => action.startsWith('stream.')),
      ['stream.start', 'stream.stop', 'stream.stop', 'stream.start', 'stream.stop'],
    )
  })
})
