import { styleText } from 'node:util'
import {
  formatFps,
  formatSize,
  parsePreset,
  platformCaps,
  platforms,
  qualities,
  ratesOf,
  rungFormats,
  rungs,
  type Platform,
  type Rung,
} from '../render/index.ts'

const bold = (text: string) => styleText('bold', text, { stream: process.stdout })
const quiet = (text: string) => styleText('dim', text, { stream: process.stdout })
const accent = (text: string) => styleText('cyan', text, { stream: process.stdout })

/** The table of presets as the terminal shows it, at most 100 columns wide. */
export function presetsText(): string {
  return [
    '',
    `  ${bold('Chat Arcade’s presets')}  ${quiet('rates in kbit/s, those of the video for each quality')}`,
    '',
    ...platforms.flatMap(platformRows),
    `  ${bold('Anywhere')}`,
    ...anywhere.map(([name, what]) => `    ${accent(name.padEnd(18))}${what}`),
    '',
    '  A quality stands behind the name, as in twitch-720p30:high; without one it is medium, what the platform',
    '  recommends. It also says how hard the encoder works: x264’s superfast, veryfast, faster or fast. low also',
    '  takes the sound down to 96.',
    '  A preset brings its size and frame rate. --size and --fps may ask for less, or for an upright picture.',
    '',
    `  ${accent('npm start -- --preset twitch-720p30')}`,
    '',
    '',
  ].join('\n')
}

/** A preset with its rates, for forms and programs. */
export interface PresetRow {
  readonly name: string
  readonly platform: string
  readonly size: string
  readonly fps: string
  readonly videoKbps: number
  readonly audioKbps: number
}

/** The same table for programs: each platform’s presets at their medium quality. */
export function presetsTable(): PresetRow[] {
  return platforms.flatMap((platform) =>
    rungs.map((rung) => {
      const name = `${platform}-${rung}`
      const { size, fps } = rungFormats[rung]
      const { videoKbps, audioKbps } = ratesOf(parsePreset(name), rungFormats[rung])
      const { title } = platformCaps[platform]
      return { name, platform: title, size: formatSize(size), fps: formatFps(fps), videoKbps, audioKbps }
    }),
  )
}

const anywhere = [
  ['live', 'what suits the size and the frame rate, up to 6000; 3000 at 1280x720 and 30 fps'],
  ['custom:4500k', 'a rate of your own; custom:4500k+128k sets that of the sound too'],
  ['lossless', 'every pixel and every sample, to a .mkv file; a higher quality makes a smaller one'],
] as const

const columns = [6, 9, 7, 8, 8] as const

function platformRows(platform: Platform): string[] {
  const { title, videoKbps, audioKbps, keyframeSeconds, profiles, source } = platformCaps[platform]
  const most = Math.max(...Object.values(videoKbps))
  const profile = profiles.map((name) => name.replace(/^./, (letter) => letter.toUpperCase())).join(' or ')
  const rule = `takes up to ${most} of video and ${audioKbps} of audio, a keyframe within ${keyframeSeconds} s, profile ${profile}`
  return [
    `  ${bold(title)}  ${quiet(rule)}`,
    `  ${' '.repeat(title.length)}  ${quiet(source)}`,
    quiet(`    ${'preset'.padEnd(18)}${'size'.padEnd(11)}${'fps'.padEnd(3)}${cells([...qualities, 'audio'])}`),
    ...rungs.map((rung) => rungRow(platform, rung)),
    '',
  ]
}

function rungRow(platform: Platform, rung: Rung): string {
  const format = rungFormats[rung]
  const rates = qualities.map((quality) => ratesOf(parsePreset(`${platform}-${rung}:${quality}`), format))
  const audio = ratesOf(parsePreset(`${platform}-${rung}`), format).audioKbps
  const numbers = cells([...rates.map(({ videoKbps }) => String(videoKbps)), String(audio)])
  return `    ${accent(`${platform}-${rung}`.padEnd(18))}${formatSize(format.size).padEnd(11)}${formatFps(format.fps).padEnd(3)}${numbers}`
}

const cells = (texts: readonly string[]) => texts.map((text, index) => text.padStart(columns[index] ?? 8)).join('')
