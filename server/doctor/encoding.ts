import { messageOf } from '../../chat/index.ts'
import {
  checkFfmpeg,
  findFfmpeg,
  formatFps,
  formatSize,
  isLossless,
  probeFfmpeg,
  type Capabilities,
  type EncoderChoice,
  type EncoderTrial,
  type PictureFormat,
  type PresetName,
} from '../../render/index.ts'
import type { Finding } from './finding.ts'

/** The show that the encoders are tried with. */
export interface TrialShow {
  readonly format: PictureFormat
  readonly preset: PresetName
  readonly encoder: EncoderChoice
}

/** What ffmpeg has, and how each encoder does at the show's size and rate. */
export async function examineEncoding(env: NodeJS.ProcessEnv, show: TrialShow): Promise<Finding[]> {
  try {
    const ffmpeg = findFfmpeg(env)
    await checkFfmpeg(ffmpeg)
    const found = await probeFfmpeg(ffmpeg, show.format, isLossless(show.preset) ? 'live' : show.preset)
    return [{ about: 'ffmpeg', state: 'fine', text: `${found.version}, ${ffmpeg}` }, ...describe(found, show)]
  } catch (error) {
    return [{ about: 'ffmpeg', state: 'lacking', text: messageOf(error) }]
  }
}

/** Muxers and protocols without which hardly a show is sent anywhere. */
const needed = new Set(['flv', 'matroska'])

function describe({ encoders, hasAac, muxers, protocols }: Capabilities, show: TrialShow): Finding[] {
  return [
    ...encoders.map((trial) => describeEncoder(trial, show)),
    { about: 'Encoders', state: hasAac ? 'fine' : 'lacking', text: hasAac ? 'aac: works' : 'aac: not in this ffmpeg' },
    ...list('Muxers', muxers),
    ...list('Protocols', protocols),
  ]
}

/** With less than this there is nothing left for the game and the drawing. */
const enoughRealTimes = 1.5

function describeEncoder(trial: EncoderTrial, { format, encoder }: TrialShow): Finding {
  const { name, codec, hardware, state, realTimes, reason } = trial
  const about = 'Encoders'
  if (realTimes === null) {
    const why = state === 'absent' ? 'not in this ffmpeg' : `needs ${hardware}; ffmpeg says: ${reason}`
    const isNeeded = name === 'x264' || name === encoder
    return { about, state: isNeeded ? 'lacking' : 'absent', text: `${name} (${codec}): ${why}` }
  }
  const picture = `${formatSize(format)} at ${formatFps(format.fps)} fps`
  const text = `${name} (${codec}): works, ${picture} ${realTimes.toFixed(1)} times as fast as needed`
  if (realTimes >= enoughRealTimes) return { about, state: 'fine', text }
  return { about, state: 'absent', text: `${text}, which is too little beside a game; try a smaller --size` }
}

/** Those that are there in one line, and one line for each that is not. */
function list(about: string, names: ReadonlyMap<string, boolean>): Finding[] {
  const there = [...names].filter(([, has]) => has).map(([name]) => name)
  const missing = [...names].filter(([, has]) => !has).map(([name]) => name)
  return [
    { about, state: 'fine', text: there.join(', ') || 'none' },
    ...missing.map((name): Finding => {
      return { about, state: needed.has(name) ? 'lacking' : 'absent', text: `${name}: not in this ffmpeg` }
    }),
  ]
}
