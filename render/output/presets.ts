import { formatFps, type Fps } from '../clock.ts'
import { RenderError } from '../error.ts'
import type { EncoderName } from './encoders/names.ts'
import { isLossless, presetOf, type PresetName } from './presets/name.ts'
import { ratesOf } from './presets/rates.ts'
import { rungFormats, rungs, type RungFormat } from './presets/rungs.ts'
import { formatSize, type Size } from './size.ts'
import type { Target } from './target.ts'

export { codecArgs } from './presets/codec.ts'
export { isLossless, parsePreset, type PresetName } from './presets/name.ts'
export { words } from './words.ts'

/** Size and rates of a picture and its sound. */
export interface PictureFormat extends Size {
  readonly fps: Fps
  readonly sampleRate: number
}

/** Size, rate and quality of what an encoder makes. */
export interface EncodeFormat extends PictureFormat {
  readonly preset: PresetName
  /** What encodes the pictures; a lossless preset is x264's all the same. */
  readonly encoder: EncoderName
  /** Whether the rate is padded where little happens, as platforms want it; a file or our own server is better off without. */
  readonly constantRate: boolean
}

/** Whether the sound is encoded, and not handed on as PCM. */
export function hasAac({ preset }: Pick<EncodeFormat, 'preset'>): boolean {
  return !isLossless(preset)
}

/** The rate of the pictures, without sound. */
export function videoKbps({ preset, width, height, fps }: Omit<EncodeFormat, 'sampleRate' | 'constantRate'>): number {
  return ratesOf(preset, { size: { width, height }, fps }).videoKbps
}

/** The size and the frame rate that a platform's preset brings; null for a preset that suits any. */
export function presetFormat(name: PresetName): RungFormat | null {
  const preset = presetOf(name)
  return preset.kind === 'platform' ? rungFormats[preset.rung] : null
}

/**
 * A picture may be smaller or slower than its preset says, or stand upright; what is larger or faster would starve at the preset's rate.
 * @throws RenderError `bad-preset`, with the preset that fits
 */
export function checkFits(name: PresetName, picture: RungFormat): void {
  const preset = presetOf(name)
  if (preset.kind !== 'platform' || isWithin(picture, rungFormats[preset.rung])) return
  const { size, fps } = rungFormats[preset.rung]
  const better = rungs.find((rung) => isWithin(picture, rungFormats[rung]))
  const wayOut = better === undefined ? 'use custom:RATEk' : `use ${preset.platform}-${better}`
  throw new RenderError(
    'bad-preset',
    `preset ${name} is for up to ${formatSize(size)} at ${formatFps(fps)} fps, and the picture is ${formatSize(picture.size)} at ${formatFps(picture.fps)} fps; ${wayOut}, or leave --size and --fps to the preset`,
  )
}

function isWithin(picture: RungFormat, { size, fps }: RungFormat): boolean {
  const isFaster = picture.fps.num * fps.den > fps.num * picture.fps.den
  return !isFaster && picture.size.width * picture.size.height <= size.width * size.height
}

/** @throws RenderError `bad-preset` where the target's container can't hold what the preset makes */
export function checkPreset(preset: PresetName, target: Target): void {
  if (!isLossless(preset) || target.kind === 'null') return
  if (target.kind === 'file' && target.container === 'mkv') return
  throw new RenderError(
    'bad-preset',
    `preset ${preset} is written to a .mkv file only, and output ${target.id} is none`,
  )
}
