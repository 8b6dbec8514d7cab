import { styleText } from 'node:util'
import { networkInterfaces } from 'node:os'
import type { Game, InputSpec } from '../game/index.ts'
import { formatFps, type Target } from '../render/index.ts'
import { settingLines } from './game-settings.ts'
import type { WentOn } from './memory/go-on.ts'
import type { Plan } from './plan.ts'
import type { RunningShow } from './show.ts'
import { broadcastPath } from './status.ts'

/** styleText leaves the colours out where the terminal has none, or NO_COLOR is set. */
const bold = (text: string) => styleText('bold', text, { stream: process.stdout })
const quiet = (text: string) => styleText('dim', text, { stream: process.stdout })
const accent = (text: string) => styleText('cyan', text, { stream: process.stdout })

/** The first screen: what is on, where, and what to do next. */
export function firstScreen({ plan, port, wentOn, invitation }: RunningShow): string {
  const { game } = plan
  const page = port === null ? null : `http://localhost:${port}/`
  const rows: [string, string][] = [['Game', `${game.title}  ${quiet(`seed ${plan.seed}`)}`]]
  if (wentOn !== null) rows.push(['Goes on', describeReturn(wentOn, plan)])
  if (page !== null) rows.push(['Page', `${accent(page)}  ${quiet('type, see and hear it')}${elsewhere(plan, port)}`])
  if (page !== null) rows.push(['Panel', describePanel(page, invitation)])
  const broadcast = broadcastPath(plan)
  if (page !== null && broadcast !== null)
    rows.push(['Broadcast', `${accent(new URL(broadcast, page).href)}  ${quiet('in any player, such as VLC')}`])
  rows.push(['Chat', plan.chat.map(describeChat).join(', ') + audienceOf(plan)])
  rows.push(['Crowd', describeInput(plan.input)])
  rows.push(...describePictures(plan))
  const label = (text: string) => quiet(text.padEnd(10))
  return [
    '',
    `  ${bold('Chat Arcade')} ${plan.pace === 'fast' ? 'is making the show, as fast as it goes' : 'is on the air'}`,
    '',
    ...rows.map(([name, value]) => `  ${label(name)}${value}`),
    '',
    ...nextSteps(plan).map((line) => `  ${line}`),
    '',
  ].join('\n')
}

function nextSteps(plan: Plan): string[] {
  if (plan.pace === 'fast') return []
  const stop = `${bold('Ctrl-C')} stops the show and finishes every file.`
  if (plan.targets.some((target) => target.kind === 'rtmp')) return [stop]
  return [
    `${bold('Next: go live on Twitch.')} Stop the show and start it with two settings:`,
    `  ${accent('TWITCH_CHANNEL=yourname TWITCH_STREAM_KEY_FILE=key.txt npm start')}`,
    quiet('  key.txt holds the stream key of dashboard.twitch.tv › Settings › Stream.'),
    '',
    stop,
  ]
}

/** Where a show goes on that an earlier process began. */
function describeReturn({ tick, hadEnded, awaySeconds }: WentOn, { game }: Plan): string {
  const why = hadEnded ? 'after its end' : 'after a crash'
  const ago = describeAge(awaySeconds)
  return `at tick ${tick} (${clock(tick / game.tickRate)}), ${why} ${ago} ago  ${quiet('--resume never begins anew')}`
}

/** The largest unit that there are two of. */
export function describeAge(seconds: number): string {
  for (const [unit, length] of [
    ['days', 86_400],
    ['hours', 3600],
    ['minutes', 60],
  ] as const)
    if (seconds >= 2 * length) return `${Math.floor(seconds / length)} ${unit}`
  return `${Math.round(seconds)} s`
}

/** The first time it says how the owner gets in; the link is good for one visit, and for whoever can read this terminal. */
function describePanel(page: string, invitation: string | null): string {
  if (invitation === null) return `${accent(new URL('panel', page).href)}  ${quiet('for moderators')}`
  const link = new URL(invitation, page).href
  return `${accent(link)}\n            ${quiet('opens the moderators’ panel for its owner, once')}`
}

/** A server's page is opened from another machine, so its own address helps more than localhost. */
function elsewhere({ host }: Plan, port: number | null): string {
  if (host !== '0.0.0.0') return ''
  const address = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)?.address
  return address === undefined
    ? ''
    : `\n            ${accent(`http://${address}:${port}/`)}  ${quiet('from elsewhere; sound needs https')}`
}

function audienceOf({ filter }: Plan): string {
  return filter.open === 'everyone' ? '' : `  ${quiet(`${filter.open} only`)}`
}

/** How the crowd plays: the mode and its window. */
function describeInput(input: InputSpec): string {
  if (!('window' in input)) return input.mode
  const { length, graceSeconds } = input.window
  const open = 'seconds' in length ? `${length.seconds} s` : `${length.ticks} ticks`
  const grace = graceSeconds === 0 ? '' : `, ${graceSeconds} s for late ballots`
  return `${input.mode}  ${quiet(`votes are open for ${open}${grace}`)}`
}

function describeChat(url: string): string {
  if (url === 'local:') return 'the page’s own'
  if (url.startsWith('twitch:')) return `Twitch #${url.slice('twitch:'.length)}`
  return url
}

/** One picture in a line; of several, each with the outputs that carry it. */
function describePictures({ pictures, targets, format }: Plan): [string, string][] {
  const rates = `${formatFps(format.fps)} fps, ${format.sampleRate} Hz`
  const sizes = pictures.map((picture) => `${picture.format.width}×${picture.format.height}`)
  if (pictures.length === 1)
    return [
      ['Output', targets.map(describeTarget).join(', ')],
      ['Picture', `${sizes[0]}, ${rates}`],
    ]
  return [
    ...pictures.map(({ outputs }, index): [string, string] => [
      index === 0 ? 'Pictures' : '',
      `${sizes[index]}  ${quiet('to')} ${outputs.map(({ target }) => describeTarget(target)).join(', ')}`,
    ]),
    ['Rates', rates],
  ]
}

function describeTarget(target: Target): string {
  return target.kind === 'rtmp' ? `${target.id} (${target.url}, key hidden)` : target.url
}

/** One line at the bottom of the terminal that is written over and over; where there is no terminal, it shows nothing. */
export function progressLine(): { show(text: string): void } & Disposable {
  const clear = () => void (process.stderr.isTTY && process.stderr.write('\r\x1b[2K'))
  return {
    show(text) {
      clear()
      if (process.stderr.isTTY) process.stderr.write(`  ${fitting(text, (process.stderr.columns || usualColumns) - 3)}`)
    },
    [Symbol.dispose]: clear,
  }
}

/** Of a terminal that doesn't say. */
const usualColumns = 80

/** As many of its parts as there is room for; two spaces part them. */
function fitting(text: string, room: number): string {
  const cut = text.slice(0, room)
  if (cut === text) return text
  const end = text.slice(0, room + 2).lastIndexOf('  ')
  return end <= 0 ? cut : text.slice(0, end)
}

/** Follows a show on the terminal, a few times a second. */
export function followProgress(show: RunningShow): Disposable {
  const line = progressLine()
  const timer = setInterval(() => line.show(describeProgress(show)), 500)
  return {
    [Symbol.dispose]() {
      clearInterval(timer)
      line[Symbol.dispose]()
    },
  }
}

function describeProgress({ plan, picture, chat, spectators, uptimeSeconds }: RunningShow): string {
  const { frames, pictures, outputs } = picture.status
  const written = frames.written / (plan.format.fps.num / plan.format.fps.den)
  if (plan.pace === 'fast') {
    const share = plan.frames === null ? '' : ` ${barOf(frames.written / plan.frames)}`
    return `${frames.written} frames, ${(written / Math.max(uptimeSeconds, 0.1)).toFixed(1)} × real time${share}`
  }
  const states = outputs.map(
    ({ id, state, kbps }) => `${id} ${state}${kbps === null ? '' : ` ${Math.round(kbps)} kbit/s`}`,
  )
  const fares = states.length === 0 ? 'no output is on' : states.join(', ')
  const counts = `${chat.counts.accepted}/${chat.counts.received} counted`
  const repeated = pictures.map((each) => each.frames.repeated).join(' + ')
  return `${clock(written)}  ${fares}  ${repeated} repeated  ${spectators} watching  ${counts}`
}

/** A bar that fills, and the per cent. */
export function barOf(share: number): string {
  const full = Math.round(Math.min(1, share) * 24)
  return `${'█'.repeat(full)}${'░'.repeat(24 - full)} ${Math.floor(100 * share)} %`
}

function clock(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60]
  return parts.map((part) => String(part).padStart(2, '0')).join(':')
}

/** What was made, when it is over. */
export function lastScreen({ picture }: RunningShow): string {
  const { frames, samples, pictures, outputs } = picture.status
  const repeated = pictures.map((each) => each.frames.repeated).join(' + ')
  const made = `${frames.written} frames and ${samples.written} samples, ${repeated} frames repeated`
  const sizeOf = (size: string) => (pictures.length === 1 ? '' : `  ${quiet(size)}`)
  // One that is no longer tried, or whose server was away at the end, has not got it all.
  const fareOf = (problem: string) => (problem === '' ? '' : `  ${bold(`✗ ${problem}`)}`)
  const files = outputs.map(({ id, url, size, problem }) => `  ${quiet(id)}  ${url}${sizeOf(size)}${fareOf(problem)}`)
  return [`  Off the air: ${made}.`, ...files, ''].join('\n')
}

/** The games, each with what can be set of it. */
export function gamesText(games: readonly Pick<Game, 'id' | 'title' | 'settings'>[]): string {
  return games
    .flatMap((game) => [
      `${game.id.padEnd(16)}${game.title}`,
      ...settingLines(game).map(({ key, usual, help }) => {
        const line = `  --set ${`${key}=${usual}`.padEnd(24)} ${help}`
        return line.trimEnd()
      }),
    ])
    .map((line) => `${line}\n`)
    .join('')
}
