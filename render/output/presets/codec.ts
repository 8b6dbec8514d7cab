import { hardwareArgs } from '../encoders/hardware.ts'
import type { EncodeFormat } from '../presets.ts'
import { words } from '../words.ts'
import { isLossless, type Quality } from './name.ts'
import { ratesOf, type Rates } from './rates.ts'

/**
 * ffmpeg's options for the codecs of a preset: low-latency H.264 at a constant rate with a keyframe every 2 s and no B-frames, and AAC.
 * Two seconds is within every platform's rule (see caps.ts).
 */
export function codecArgs(format: EncodeFormat): string[] {
  const { preset, width, height, fps, encoder, constantRate, sampleRate } = format
  const rates = ratesOf(preset, { size: { width, height }, fps })
  if (isLossless(preset)) return losslessArgs(rates)
  const order = { ...rates, constantRate, keyint: Math.round((2 * fps.num) / fps.den) }
  return [
    ...(encoder === 'x264' ? x264Args(order) : hardwareArgs[encoder](order)),
    ...words(`-c:a aac -b:a ${rates.audioKbps}k -ar ${sampleRate} -ac 2`),
  ]
}

/** What a picture's encoder is to do. */
export interface EncodeOrder extends Rates {
  /** Frames from one keyframe to the next. */
  readonly keyint: number
  readonly constantRate: boolean
}

/** What the encoder is to work for a smaller file, of which each has the very same pixels. */
const losslessPresets: Readonly<Record<Quality, string>> = {
  low: 'ultrafast',
  medium: 'superfast',
  high: 'veryfast',
  ultra: 'fast',
}

/** x264 at quantiser 0 is lossless for 4:2:0, and fast enough for real time on one core. */
const losslessArgs = ({ quality }: Rates) =>
  words(`-c:v libx264 -preset ${losslessPresets[quality]} -tune zerolatency -qp 0 -an`)

/** Each takes about half as much time again as the one before. */
const x264Presets: Readonly<Record<Quality, string>> = {
  low: 'superfast',
  medium: 'veryfast',
  high: 'faster',
  ultra: 'fast',
}

function x264Args({ quality, profile, keyint, videoKbps, constantRate }: EncodeOrder): string[] {
  return [
    ...words(`-c:v libx264 -preset ${x264Presets[quality]} -tune zerolatency -profile:v ${profile} -pix_fmt yuv420p`),
    ...words(`-bf 0 -sc_threshold 0 -g ${keyint} -keyint_min ${keyint}`),
    ...words(`-b:v ${videoKbps}k -minrate ${videoKbps}k -maxrate ${videoKbps}k -bufsize ${videoKbps}k`),
    ...(constantRate ? words('-x264-params nal-hrd=cbr') : []),
  ]
}
