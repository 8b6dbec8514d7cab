import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from '@colyseus/sdk'
import { keepPlaying } from '../../tests/faults/player.ts'
import { startArcade, until } from '../../tests/helpers/arcade.ts'
import { startRtmpServer } from '../../tests/helpers/nginx-rtmp.ts'

const colours = ['red', 'blue', 'yellow', 'green']

/** A corner of the field that nothing else is drawn on is seldom reached by a new paint at once; its middle is. */
const middle = 'crop=64:64:(iw-64)/2:(ih-64)/2,scale=1:1:flags=area,format=rgb24'

/** Difference of red, green and blue together from which a colour is another. */
const another = 40

/** From when a word is sent to the page's chat until a player at a local server has decoded what it does, in ms. */
export async function wordLatencies(words: number): Promise<number[]> {
  await using server = await startRtmpServer()
  const url = `${server.url}/typed`
  await using arcade = await startArcade(['--output', url, '--size', '1280x720', '--set', 'input=anarchy'])
  await until(async () => (await arcade.status()).stream.state === 'live', 30_000)
  let shown: readonly number[] = []
  let before: readonly number[] = []
  let changed: (atMs: number) => void = () => {}
  await using _player = keepPlaying(url, middle, (pictures) =>
    pictures.on('data', (chunk: Buffer) => {
      shown = [...chunk.subarray(-3)]
      const difference = shown.reduce((sum, value, i) => sum + Math.abs(value - (before[i] ?? value)), 0)
      if (difference > another) changed(performance.now())
    }),
  )
  const room = await new Client(arcade.url).join('arcade')
  room.onMessage('*', () => {})
  await until(() => shown.length === 3, 20_000)
  await sleep(3000)
  const latencies: number[] = []
  for (let i = 0; i < words; i++) {
    before = shown
    const { promise, resolve } = Promise.withResolvers<number>()
    changed = resolve
    const sentMs = performance.now()
    room.send('chat', { name: 'Bench', text: colours[i % colours.length] })
    latencies.push((await Promise.race([promise, sleep(5000, Infinity, { ref: false })])) - sentMs)
    // Not in step with the ticks.
    await sleep(1500 + 7.3 * i)
  }
  await room.leave()
  return latencies
}
