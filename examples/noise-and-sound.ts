/** A noise picture with noise to be heard. `node examples/noise-and-sound.ts --output noise.mp4`; see noise.ts. */
import { randomFillSync } from 'node:crypto'
import { parseArgs } from 'node:util'
import { StreamWriter } from 'chatarcade/output'

const { output, frames } = parseArgs({
  options: { output: { type: 'string', default: 'noise.mp4' }, frames: { type: 'string', default: '300' } },
}).values
const rates = { fps: 30, sampleRate: 44_100 }
await using writer = await StreamWriter.open({ width: 640, height: 480, ...rates, outputs: output })
const picture = new Uint8Array(640 * 480 * 3)
const noise = () => new Float32Array(rates.sampleRate / rates.fps).map(() => (Math.random() - 0.5) / 5)
for (let n = 0; n < Number(frames); n++) {
  await writer.writeVideo(randomFillSync(picture), { format: 'rgb' })
  await writer.writeAudio([noise(), noise()])
}
