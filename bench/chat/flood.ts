import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { text } from 'node:stream/consumers'
import type { RehearsalReport } from '../../server/simulate.ts'
import { startTwitchIrc } from '../../tests/helpers/twitch-irc.ts'
import { chatLines } from './lines.ts'

const show = fileURLToPath(new URL('flood-show.ts', import.meta.url))

/** Lines go out in as many frames a second: Twitch too sends what has come together. */
const framesPerSecond = 100
/** What is sent again and again, with other ids: making lines must not be what limits the flood. */
const templates = 5000

/**
 * Lets a show in a process of its own, on one core if asked, read a channel through a real socket at a steady rate.
 *
 * @returns how many messages were sent, and what the show reports
 */
export async function runFlood(flood: {
  readonly perSecond: number
  readonly seconds: number
  readonly onOneCore: boolean
}): Promise<{ sent: number; report: RehearsalReport }> {
  await using irc = await startTwitchIrc()
  const command = [process.execPath, ...nodeFlags(), show, irc.url, String(flood.seconds + 2)]
  const [program = '', ...args] = flood.onOneCore ? ['taskset', '-c', '1', ...command] : command
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  const output = text(child.stdout)
  await irc.waitForJoin('flood')
  const sent = await send(irc.sendFrame.bind(irc), flood)
  await ended
  return { sent, report: JSON.parse(await output) as RehearsalReport }
}

/** The flags of Node that `npm start` has, since they bound the memory. */
function nodeFlags(): string[] {
  const { scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    scripts: { start: string }
  }
  return scripts.start.split(' ').filter((word) => word.startsWith('--'))
}

async function send(
  frame: (text: string) => void,
  { perSecond, seconds }: { perSecond: number; seconds: number },
): Promise<number> {
  const lines = chatLines(templates, 1, 'flood').map((line) => line.split(/(?<=;id=)[^;]*(?=;)/))
  const startedAt = performance.now()
  let sent = 0
  while (sent < perSecond * seconds) {
    const due = Math.min(perSecond * seconds, Math.floor(((performance.now() - startedAt) / 1000) * perSecond))
    let batch = ''
    for (; sent < due; sent++) batch += `${lines[sent % templates]?.join(`flood-${sent}`)}\r\n`
    if (batch !== '') frame(batch)
    await new Promise((resolve) => setTimeout(resolve, 1000 / framesPerSecond))
  }
  return sent
}
