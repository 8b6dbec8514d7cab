import path from 'node:path'
import { RenderError } from '../../error.ts'
import { startChild } from '../child.ts'
import type { StreamConfig } from '../encode/packet.ts'
import { displayNames, isExecutable } from '../ffmpeg.ts'
import type { MatroskaFormat } from '../matroska.ts'
import { words } from '../presets.ts'
import { createPacketPipe } from './packet-pipe.ts'
import type { Sender, SenderEvents } from './sender.ts'

/**
 * Finds what `preview:` needs: a desktop, and an ffplay beside ffmpeg or on `PATH`.
 * @throws RenderError `bad-output`, which says how the show can be watched without it
 */
export function findFfplay(ffmpeg: string, env: NodeJS.ProcessEnv): string {
  const instead = 'watch /preview.mjpeg or the page instead, which every show has'
  if (displayNames.every((name) => (env[name] ?? '') === ''))
    throw new RenderError(
      'bad-output',
      `output preview: needs a desktop, and this machine has none (no DISPLAY); ${instead}`,
    )
  const places = [path.dirname(ffmpeg), ...(env['PATH'] ?? '').split(path.delimiter)]
  const found = places.map((directory) => path.join(directory, 'ffplay')).find(isExecutable)
  if (found !== undefined) return found
  throw new RenderError(
    'bad-output',
    `output preview: needs ffplay, which is neither beside ffmpeg nor on PATH; install it (Debian, Ubuntu: apt-get install ffmpeg), or ${instead}`,
  )
}

export interface WindowOptions {
  readonly ffmpeg: string
  readonly format: MatroskaFormat
  readonly config: StreamConfig
}

/** A window on this machine's desktop. It is over when somebody closes it. @throws Error when no process could be started */
export function startWindow({ ffmpeg, format, config }: WindowOptions, events: SenderEvents): Sender {
  let own: string | null = null
  const args = words('-hide_banner -loglevel level+error -autoexit -framedrop -probesize 32 -analyzeduration 0')
  const child = startChild(
    findFfplay(ffmpeg, process.env),
    [...args, '-window_title', 'Chat Arcade', '-f', 'matroska', '-i', 'pipe:0'],
    {},
    {
      complained: () => {},
      ended: (code, reason) => events.ended(own ?? (code === 0 ? 'the window was closed' : reason), code === 0),
    },
  )
  const pipe = createPacketPipe(child.stdin, format, config)
  child.stdin.on('drain', () => events.drain())
  child.stdout.resume()
  queueMicrotask(() => {
    events.open()
    events.working()
  })
  return {
    get queuedBytes() {
      return pipe.queuedBytes
    },
    send: (packet) => pipe.send(packet),
    close: (graceMs) => child.close(graceMs),
    kill(reason) {
      own = reason
      child.kill()
    },
  }
}
