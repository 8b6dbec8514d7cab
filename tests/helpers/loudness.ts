import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { ffmpeg } from './media.ts'

export interface Loudness {
  /** Integrated, in LUFS; −70 for silence. */
  readonly lufs: number
  /** True peak in dBTP, which is −Infinity for silence. */
  readonly truePeak: number
}

/** What ffmpeg's `ebur128` measures of 16-bit stereo PCM. */
export async function measureLoudness(pcm: Iterable<Uint8Array>, sampleRate: number): Promise<Loudness> {
  const input = ['-f', 's16le', '-ar', String(sampleRate), '-ac', '2', '-i', 'pipe:0']
  const child = spawn(ffmpeg, ['-hide_banner', '-nostats', ...input, '-af', 'ebur128=peak=true', '-f', 'null', '-'])
  let text = ''
  child.stderr.on('data', (chunk: Buffer) => (text = (text + chunk.toString()).slice(-4000)))
  for (const chunk of pcm) if (!child.stdin.write(chunk)) await once(child.stdin, 'drain')
  child.stdin.end()
  await once(child, 'close')
  const summary = text.slice(text.lastIndexOf('Summary:'))
  return {
    lufs: Number(/I: +(-?[\d.]+) LUFS/.exec(summary)?.[1]),
    truePeak: Number(/Peak: +(-?[\d.]+|-inf) dBFS/.exec(summary)?.[1]?.replace('-inf', '-Infinity')),
  }
}
