/** A process that puts out frames which lie ready in a file: `ours.ts FRAMES-FILE OUTPUT PACE FRAMES`. */
import { startFeeder } from './feeder.ts'
import { readFrames } from './frames.ts'

const [file = '', url = '', pace = '', count = ''] = process.argv.slice(2)
const ready = readFrames(file)
const frames = Number(count)
const feeder = startFeeder(url, pace === 'live' ? 'live' : 'fast', frames)
for (let n = 0; n < frames; n++) {
  const picture = ready.shift() ?? feeder.back.shift()
  if (picture === undefined) throw new Error('no picture is ready')
  await feeder.send(n, picture)
  ready.push(...feeder.back.splice(0))
}
await feeder.close()
