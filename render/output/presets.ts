import type { Fps } from '../clock.ts'
import { RenderError } from '../error.ts'
import type { Size } from './size.ts'
import type { Target } from './target.ts'

export const presetNames = ['live', 'lossless'] as const
export type PresetName = (typeof presetNames)[number]

/** Size and rates of a picture and its sound. */
export interface PictureFormat extends Size {
  readonly fps: Fps
  readonly sampleRate: number
}

/** Size, rate and quality of what an encoder makes. */
export interface EncodeFormat extends PictureFormat {
  readonly preset: PresetName
  /** Whether the rate is padded where little happens, as platforms want it; a file or our own server is better off without. */
  readonly constantRate: boolean
}

/** Whether the sound is encoded, and not handed on as PCM. */
export function hasAac({ preset }: Pick<EncodeFormat, 'preset'>): boolean {
  return preset !== 'lossless'
}

/** @throws RenderError `bad-preset` */
export function parsePreset(text: string): PresetName {
  if ((presetNames as readonly string[]).includes(text)) return text as PresetName
  throw new RenderError('bad-preset', `preset is ${JSON.stringify(text)}, and must be one of ${presetNames.join(', ')}`)
}

/** @throws RenderError `bad-preset` where the target's container can't hold what the preset makes */
export function checkPreset(preset: PresetName, target: Target): void {
  if (preset !== 'lossless' || target.kind === 'null') return
  if (target.kind === 'file' && target.container === 'mkv') return
  throw new RenderError('bad-preset', `preset lossless is written to a .mkv file only, and output ${target.id} is none`)
}

/** Options as they are typed, one word each. */
export function words(options: string): string[] {
  return options.split(' ')
}

/** ffmpeg's options for the codecs of a preset. */
export function codecArgs(format: EncodeFormat): string[] {
  return format.preset === 'lossless' ? losslessArgs : liveArgs(format)
}

/** x264 at quantiser 0 is lossless for 4:2:0, and fast enough for real time on one core. */
const losslessArgs = words('-c:v libx264 -preset ultrafast -tune zerolatency -qp 0 -an')

/**
 * Low-latency H.264 with a keyframe every 2 s and no B-frames, and AAC:
 * what Twitch asks for in its broadcasting guidelines (help.twitch.tv, "Broadcasting Guidelines").
 */
function liveArgs(format: EncodeFormat): string[] {
  const kbps = videoKbps(format)
  const keyint = Math.round((2 * format.fps.num) / format.fps.den)
  const padding = format.constantRate ? words('-x264-params nal-hrd=cbr') : []
  return [
    ...words('-c:v libx264 -preset veryfast -tune zerolatency -pix_fmt yuv420p -bf 0 -sc_threshold 0'),
    ...words(`-g ${keyint} -keyint_min ${keyint} -b:v ${kbps}k -minrate ${kbps}k -maxrate ${kbps}k -bufsize ${kbps}k`),
    ...padding,
    ...words(`-c:a aac -b:a 160k -ar ${format.sampleRate} -ac 2`),
  ]
}

/** About 0.11 bit a pixel at 30 fps and half of that for the frames above, within Twitch's 6,000 kbit/s. */
export function videoKbps({ width, height, fps }: PictureFormat): number {
  const rate = fps.num / fps.den
  const effective = Math.min(rate, 30) + (Math.max(rate, 30) - 30) * 0.5
  const kbps = (width * height * effective * 0.11) / 1000
  return Math.min(6000, Math.max(600, Math.round(kbps / 100) * 100))
}
