import { spawn } from 'node:child_process'
import { open } from 'node:fs/promises'
import { RenderError } from '../error.ts'
import { childEnv } from '../output/ffmpeg.ts'
import type { Stereo } from './bus.ts'
import { cleanSample, soundKind, soundLimits } from './file.ts'

const timeLimitMs = 30_000

export interface DecodeOptions {
  readonly ffmpeg: string
  readonly sampleRate: number
}

/**
 * Decodes a WAV, OGG or MP3 file of up to 20 MB and ten minutes to stereo at the show's sample rate.
 *
 * @throws RenderError `bad-asset`
 */
export async function decodeSound(file: string, options: DecodeOptions): Promise<Stereo> {
  return decodeBytes(await readBounded(file), file, options)
}

/**
 * Does so with what a file holds, in a child with a time limit. ffmpeg is told the format and reads from a pipe, so that
 * no file can name another for it to open.
 *
 * @param file what the error calls it
 * @throws RenderError `bad-asset`
 */
export async function decodeBytes(bytes: Buffer, file: string, options: DecodeOptions): Promise<Stereo> {
  const kind = soundKind(bytes)
  if (kind === null) throw new RenderError('bad-asset', `${file} is no WAV, OGG or MP3 file by its first bytes`)
  const pcm = await convert(file, kind, bytes, options)
  if (pcm.length < 8) throw new RenderError('bad-asset', `${file} holds no sound that ffmpeg can read`)
  return apart(pcm)
}

async function readBounded(file: string): Promise<Buffer> {
  try {
    await using handle = await open(file, 'r')
    const { size } = await handle.stat()
    if (size > soundLimits.fileBytes)
      throw new RenderError('bad-asset', `${file} has ${size} bytes, and may have ${soundLimits.fileBytes}`)
    return await handle.readFile()
  } catch (cause) {
    if (cause instanceof RenderError) throw cause
    throw new RenderError('bad-asset', `${file} can't be read: ${String(cause)}`, { cause })
  }
}

/** From a pipe of the given format to stereo floats on another. */
function argsFor(kind: string, sampleRate: number): readonly string[] {
  const from = ['-protocol_whitelist', 'pipe', '-f', kind, '-i', 'pipe:0']
  const to = [
    '-map',
    '0:a:0',
    '-vn',
    '-ac',
    '2',
    '-ar',
    String(sampleRate),
    '-c:a',
    'pcm_f32le',
    '-f',
    'f32le',
    'pipe:1',
  ]
  return ['-hide_banner', '-nostdin', '-loglevel', 'error', ...from, ...to]
}

function convert(file: string, kind: string, bytes: Buffer, { ffmpeg, sampleRate }: DecodeOptions): Promise<Buffer> {
  const limit = soundLimits.seconds * sampleRate * 8
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
  const refuse = (why: string, cause?: unknown) => reject(new RenderError('bad-asset', `${file} ${why}`, { cause }))
  const child = spawn(ffmpeg, argsFor(kind, sampleRate), {
    env: childEnv(),
    stdio: ['pipe', 'pipe', 'ignore'],
    timeout: timeLimitMs,
    killSignal: 'SIGKILL',
  })
  const chunks: Buffer[] = []
  let length = 0
  child.stdout.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    length += chunk.length
    if (length <= limit) return
    refuse(`is longer than ${soundLimits.seconds} s`)
    child.kill('SIGKILL')
  })
  child.on('error', (cause) => refuse(`can't be decoded: ${cause.message}`, cause))
  child.on('close', (code) =>
    code === 0 ? resolve(Buffer.concat(chunks, length)) : refuse('can’t be decoded by ffmpeg'),
  )
  // A child that ends early closes the pipe; how it ended says the rest.
  child.stdin.on('error', () => {})
  child.stdin.end(bytes)
  return promise
}

/** Interleaved 32-bit floats to two channels. */
function apart(pcm: Buffer): Stereo {
  const count = Math.floor(pcm.length / 8)
  const floats = new DataView(pcm.buffer, pcm.byteOffset, pcm.length)
  const left = new Float32Array(count)
  const right = new Float32Array(count)
  // A loop, since a show may be running meanwhile: `Float32Array.from` would hold it up for a tenth of a second.
  for (let i = 0; i < count; i++) {
    left[i] = cleanSample(floats.getFloat32(i * 8, true))
    right[i] = cleanSample(floats.getFloat32(i * 8 + 4, true))
  }
  return { left, right }
}
