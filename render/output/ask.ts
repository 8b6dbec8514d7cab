import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { childEnv } from './ffmpeg.ts'

/** Time that an ffmpeg has to list what it has. */
const answerMs = 10_000

/** What ffmpeg prints; nothing where it fails or takes too long. */
export async function askFfmpeg(ffmpeg: string, ...args: string[]): Promise<string> {
  try {
    const options = { env: childEnv(), timeout: answerMs, maxBuffer: 2 ** 22 }
    return (await promisify(execFile)(ffmpeg, ['-hide_banner', ...args], options)).stdout
  } catch {
    return ''
  }
}

/** Whether one of ffmpeg's lists names this. */
export function hasName(list: string, name: string): boolean {
  return list.split(/[\s,]+/).includes(name)
}
