import { platformCaps, type Platform, type Profile } from './caps.ts'
import { presetOf, type Preset, type PresetName, type Quality } from './name.ts'
import type { Rung, RungFormat } from './rungs.ts'

/** What a preset asks of an encoder. */
export interface Rates {
  readonly videoKbps: number
  readonly audioKbps: number
  readonly profile: Profile
  /** How much work the encoder puts in. */
  readonly quality: Quality
}

/**
 * What each platform recommends, kbit/s: this is what `medium` sends. Kick and X recommend nothing for each size, so theirs follows
 * Twitch’s at the small ones and uses what they take above it.
 */
const usualKbps: Readonly<Record<Platform, Readonly<Record<Rung, number>>>> = {
  twitch: { '480p30': 1500, '720p30': 3000, '720p60': 4500, '1080p30': 4500, '1080p60': 6000 },
  youtube: { '480p30': 3000, '720p30': 4000, '720p60': 6000, '1080p30': 10_000, '1080p60': 12_000 },
  kick: { '480p30': 1500, '720p30': 3000, '720p60': 4500, '1080p30': 5000, '1080p60': 6500 },
  x: { '480p30': 1500, '720p30': 4000, '720p60': 6000, '1080p30': 6000, '1080p60': 9000 },
}

const usualAudioKbps: Readonly<Record<Platform, number>> = { twitch: 160, youtube: 128, kick: 160, x: 128 }
const lowAudioKbps = 96

/** Of what is usual. */
const shares: Readonly<Record<Quality, number>> = { low: 0.6, medium: 1, high: 1.25, ultra: 1.5 }

/** What an encoder makes of a preset, at the size and rate of a picture. Lossless has no rate. */
export function ratesOf(name: PresetName, picture: RungFormat): Rates {
  const preset = presetOf(name)
  switch (preset.kind) {
    case 'platform':
      return platformRates(preset)
    case 'custom':
      return { ...preset, profile: 'high' }
    case 'live':
      return { videoKbps: liveKbps(picture, preset.quality), audioKbps: audioOf(160, preset.quality), ...rest(preset) }
    case 'lossless':
      return { videoKbps: liveKbps(picture, 'medium'), audioKbps: 0, ...rest(preset) }
  }
}

const rest = ({ quality }: { quality: Quality }) => ({ profile: 'high', quality }) as const

function platformRates({ platform, rung, quality }: Extract<Preset, { kind: 'platform' }>): Rates {
  const { videoKbps: caps, profiles } = platformCaps[platform]
  const wished = Math.round((usualKbps[platform][rung] * shares[quality]) / 100) * 100
  return {
    videoKbps: Math.min(wished, caps[rung]),
    audioKbps: audioOf(usualAudioKbps[platform], quality),
    profile: profiles.includes('high') ? 'high' : 'main',
    quality,
  }
}

function audioOf(usual: number, quality: Quality): number {
  return quality === 'low' ? lowAudioKbps : usual
}

/** About 0.11 bit a pixel at 30 fps and half of that for the frames above, within Twitch's 6,000 kbit/s. */
function liveKbps({ size: { width, height }, fps }: RungFormat, quality: Quality): number {
  const rate = fps.num / fps.den
  const effective = Math.min(rate, 30) + (Math.max(rate, 30) - 30) * 0.5
  const kbps = (width * height * effective * 0.11 * shares[quality]) / 1000
  return Math.min(6000, Math.max(600, Math.round(kbps / 100) * 100))
}
