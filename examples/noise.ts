/** A noise picture. `node examples/noise.ts --output noise.mp4`, or `--output rtmp://live.twitch.tv/app` with the key in TWITCH_STREAM_KEY. */
import { randomFillSync } from 'node:crypto'
import { parseArgs } from 'node:util'
import { StreamWriter } from 'chatarcade/output'

const { output, frames } = parseArgs({
  options: { output: { type: 'string', default: 'noise.mp4' }, frames: { type: 'string', default: '300' } },
}).values
await using writer = await StreamWriter.open({ width: 640, height: 480, fps: 30, outputs: output })
const picture = new Uint8Array(640 * 480 * 3)
for (let n = 0; n < Number(frames); n++) await writer.writeVideo(randomFillSync(picture), { format: 'rgb' })
