import assert from 'node:assert/strict'
import { symlinkSync } from 'node:fs'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { describe, it } from 'node:test'
import { lastScreen } from '../../server/terminal.ts'
import { temporaryFolder, until } from '../helpers/arcade.ts'
import { probe } from '../helpers/media.ts'
import { freePort } from '../helpers/nginx-rtmp.ts'
import { goOnAir, type OnAir } from '../helpers/on-air.ts'

const stateOf = ({ show }: OnAir, id: string) => show.picture.status.outputs.find((output) => output.id === id)

/** Somebody else who listens at a port. */
async function takePort(): Promise<Disposable & { readonly port: number }> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { port: (server.address() as AddressInfo).port, [Symbol.dispose]: () => void server.close() }
}

describe('a show that is steered while it runs', { timeout: 60_000 }, () => {
  it('goes on when an output that was added fails, and when all are off, and says so in the end', async () => {
    using folder = temporaryFolder()
    // A disk that is always full.
    symlinkSync('/dev/full', folder.file('full.ts'))
    await using air = await goOnAir({ game: 'colour-tone', output: ['null:'], data: folder.file('data') })
    const { broadcast, picture } = air.show
    await air.ticks(3)
    await broadcast.turn('null', false)
    await until(() => picture.status.outputs.length === 0)
    assert.equal(picture.status.state, 'pending')
    await broadcast.add({ url: folder.file('full.ts'), preset: 'live' })
    await until(() => stateOf(air, 'full.ts')?.state === 'closed')
    assert.match(stateOf(air, 'full.ts')?.problem ?? '', /No space left/)
    assert.equal(picture.status.state, 'pending')
    const before = air.show.tick
    await air.ticks(before + 5)
    assert.ok(picture.isAdvancing)
    await broadcast.add({ url: folder.file('next.mkv'), preset: 'lossless' })
    await until(() => picture.status.state === 'live')
    await until(() => (stateOf(air, 'next.mkv')?.frames ?? 0) > 5)
    await air.end()
    const screen = lastScreen(air.show)
    assert.match(screen, /full\.ts .*✗ .*No space left/)
    assert.match(screen, /next\.mkv +\S+next\.mkv\n/)
    assert.ok((await probe(folder.file('next.mkv'))).frames.length > 5)
  })

  it('is refused a port that somebody listens at, at its start and later, and keeps what it has', async () => {
    using folder = temporaryFolder()
    using taken = await takePort()
    const free = await freePort()
    const at = (port: number) => `rtmp-listen://127.0.0.1:${port}/live/key`
    const usual = { game: 'colour-tone', preset: 'live', data: folder.file('data') }
    const inUse = { code: 'unwritable', message: new RegExp(`can't be listened at: port ${taken.port} is in use`) }
    await assert.rejects(goOnAir({ ...usual, output: [at(taken.port)] }), inUse)
    await assert.rejects(goOnAir({ ...usual, output: [at(free), at(free).replace('key', 'k2')] }), {
      message: new RegExp(`another output listens at port ${free} already; name another port`),
    })
    await using air = await goOnAir({ ...usual, output: ['null:', at(free)] })
    const { broadcast } = air.show
    const [, listening] = broadcast.outputs
    await assert.rejects(broadcast.add(at(taken.port)), inUse)
    await assert.rejects(broadcast.add(at(free).replace('key', 'other')), /already; name another port/)
    await assert.rejects(broadcast.change(listening?.id ?? '', { url: at(taken.port) }), inUse)
    assert.deepEqual(
      broadcast.outputs.map(({ url, isOn }) => [url, isOn]),
      [
        ['null:', true],
        [listening?.url, true],
      ],
    )
    // The same port with another preset, which is its own.
    await broadcast.change(listening?.id ?? '', { preset: 'live:low' })
    await until(() => stateOf(air, listening?.id ?? '')?.state === 'pending')
  })

  it('takes an output off for good that is removed while it changes, and gives its place to the next', async () => {
    using folder = temporaryFolder()
    const url = folder.file('first.mkv')
    await using air = await goOnAir({ game: 'colour-tone', output: ['null:', url], data: folder.file('data') })
    const { broadcast, picture } = air.show
    await until(() => (stateOf(air, 'first.mkv')?.frames ?? 0) > 5)
    const changing = assert.rejects(broadcast.change('first.mkv', { preset: 'live' }), /was removed meanwhile/)
    const removing = broadcast.remove('first.mkv')
    await Promise.all([changing, removing])
    await picture.refresh()
    assert.deepEqual(
      [broadcast.outputs.map(({ id }) => id), picture.status.outputs.map(({ id }) => id)],
      [['null'], ['null']],
    )
    assert.ok((await probe(url)).frames.length > 5)
    await broadcast.add({ url, preset: 'lossless' })
    await until(() => (stateOf(air, 'first.mkv')?.frames ?? 0) > 5)
  })

  it('ends while outputs change, begins none of them any more, and has none of their places taken', async () => {
    using folder = temporaryFolder()
    const [url, next] = [folder.file('first.mkv'), folder.file('next.mkv')]
    await using air = await goOnAir({ game: 'colour-tone', output: ['null:', url], data: folder.file('data') })
    const { broadcast } = air.show
    await until(() => (stateOf(air, 'first.mkv')?.frames ?? 0) > 5)
    const ending = air.end()
    const changing = assert.rejects(broadcast.change('first.mkv', { url: next }), /the show has ended/)
    const opening = assert.rejects(broadcast.add({ url: 'null:', size: '240x160' }), /the show has ended/)
    await Promise.all([ending, changing, opening])
    await using again = await goOnAir({ game: 'colour-tone', output: [url, next], data: folder.file('data') })
    assert.equal(again.show.broadcast.outputs.length, 2)
  })
})
