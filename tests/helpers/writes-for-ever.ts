/** Writes a stream until it is ended from outside: `node writes-for-ever.ts FILE`. */
import { StreamWriter } from '../../render/output/writer.ts'

const outputs = process.argv[2] ?? ''
const writer = await StreamWriter.open({
  width: 160,
  height: 160,
  sampleRate: 48_000,
  outputs,
  pace: 'live',
  buffer: 0.5,
})
for (let n = 0; ; n++) {
  await writer.writeVideo(new Uint8Array(160 * 160).fill(n % 200), { format: 'gray' })
  await writer.writeAudio(new Float32Array(1600).fill(0.1))
  if (n === 60) console.log('two seconds')
}
