import { RenderError } from '../../error.ts'
import { platforms, type Platform } from './caps.ts'
import { rungs, type Rung } from './rungs.ts'

export const qualities = ['low', 'medium', 'high', 'ultra'] as const
export type Quality = (typeof qualities)[number]

type Base = 'live' | 'lossless' | `${Platform}-${Rung}` | `custom:${string}`

/** A preset as it is written and told: `twitch-720p30`, `twitch-720p30:high`, `custom:4500k+128k:low`. Medium goes without saying. */
export type PresetName = Base | `${Base}:${Exclude<Quality, 'medium'>}`

/** What a name says. */
export type Preset =
  | { readonly kind: 'lossless'; readonly quality: Quality }
  | { readonly kind: 'live'; readonly quality: Quality }
  | { readonly kind: 'platform'; readonly platform: Platform; readonly rung: Rung; readonly quality: Quality }
  | { readonly kind: 'custom'; readonly videoKbps: number; readonly audioKbps: number; readonly quality: Quality }

/** What `custom` may ask for, kbit/s: what encoders can do with any picture, up to what any platform takes. */
const customRange = { video: { least: 100, most: 51_000 }, audio: { least: 32, most: 320 } }
const customAudioKbps = 160

export const presetChoices =
  'live, lossless, custom:4500k or a platform’s such as twitch-720p30 (the command presets lists them), with :low, :medium, :high or :ultra behind it'

/** @throws RenderError `bad-preset` */
export function parsePreset(text: string): PresetName {
  const preset = readPreset(text)
  if (preset !== null) return nameOf(preset)
  const [base = '', wrong] = text.split(':', 2)
  if (wrong !== undefined && base !== 'custom' && readPreset(base) !== null)
    throw new RenderError(
      'bad-preset',
      `preset is ${JSON.stringify(text)}, and behind ${base} stands one of ${qualities.map((each) => `:${each}`).join(', ')}`,
    )
  const platform = platforms.find((each) => text.startsWith(`${each}-`))
  const choices = platform === undefined ? presetChoices : rungs.map((rung) => `${platform}-${rung}`).join(', ')
  throw new RenderError('bad-preset', `preset is ${JSON.stringify(text)}, and must be one of ${choices}`)
}

/** @returns null for what names no preset */
export function readPreset(text: string): Preset | null {
  const { base, quality } = splitQuality(text)
  if (base === 'live' || base === 'lossless') return { kind: base, quality }
  if (base.startsWith('custom:')) return readCustom(base.slice('custom:'.length), quality)
  for (const platform of platforms)
    for (const rung of rungs) if (base === `${platform}-${rung}`) return { kind: 'platform', platform, rung, quality }
  return null
}

/** Whether every pixel and every sample is kept, whatever the file’s size. */
export function isLossless(name: PresetName): boolean {
  return name.startsWith('lossless')
}

/** A name that has been parsed. */
export function presetOf(name: PresetName): Preset {
  return readPreset(name) ?? { kind: 'live', quality: 'medium' }
}

function splitQuality(text: string): { base: string; quality: Quality } {
  const quality = qualities.find((each) => text.endsWith(`:${each}`))
  return quality === undefined
    ? { base: text, quality: 'medium' }
    : { base: text.slice(0, -quality.length - 1), quality }
}

/** `4500k`, or `4500k+128k` with the sound’s. */
function readCustom(text: string, quality: Quality): Preset | null {
  const [, video = '', audio] = /^([0-9]{1,5})k(?:\+([0-9]{1,3})k)?$/.exec(text) ?? []
  const [videoKbps, audioKbps] = [Number(video), audio === undefined ? customAudioKbps : Number(audio)]
  const fits = (kbps: number, { least, most }: { least: number; most: number }) => kbps >= least && kbps <= most
  if (!fits(videoKbps, customRange.video) || !fits(audioKbps, customRange.audio)) return null
  return { kind: 'custom', videoKbps, audioKbps, quality }
}

/** One name for each preset, however it was written: outputs of one name share an encoder. */
function nameOf(preset: Preset): PresetName {
  const base = baseOf(preset)
  return preset.quality === 'medium' ? base : `${base}:${preset.quality}`
}

function baseOf(preset: Preset): Base {
  if (preset.kind === 'live' || preset.kind === 'lossless') return preset.kind
  if (preset.kind === 'platform') return `${preset.platform}-${preset.rung}`
  return `custom:${preset.videoKbps}k+${preset.audioKbps}k`
}
