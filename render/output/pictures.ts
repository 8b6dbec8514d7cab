import type { EncoderName } from './encoders/names.ts'
import { isLossless, type EncodeFormat, type PictureFormat, type PresetName } from './presets.ts'
import { formatSize, type Size } from './size.ts'
import type { Target } from './target.ts'

/** Where one output goes and how it is encoded. */
export interface OutputSpec {
  readonly target: Target
  readonly preset: PresetName
}

/** One picture of the show, and the outputs that carry it. All pictures of a show have its fps and its sample rate. */
export interface PictureSpec {
  readonly format: PictureFormat
  readonly outputs: readonly OutputSpec[]
  /** x264 by default. */
  readonly encoder?: EncoderName
}

/** One encoding of a picture, and the outputs that send what comes of it. */
export interface LineSpec {
  readonly format: EncodeFormat
  readonly outputs: readonly OutputSpec[]
}

/** Each picture costs a thread that draws, besides its encoders. */
export const maxPictures = 4

/** Outputs of equal size share one picture. The pictures come in the order in which the outputs name them. */
export function groupPictures(
  outputs: readonly (OutputSpec & { readonly size: Size })[],
  rates: Pick<PictureFormat, 'fps' | 'sampleRate'>,
): PictureSpec[] {
  const bySize = Map.groupBy(outputs, ({ size }) => formatSize(size))
  return [...bySize.values()].map((sharing) => ({
    format: { ...(sharing[0] as (typeof sharing)[number]).size, ...rates },
    outputs: sharing.map(({ target, preset }) => ({ target, preset })),
  }))
}

/** Outputs of one preset share an encoder; those that make nothing need none. */
export function encodings({ format, outputs, encoder = 'x264' }: PictureSpec): LineSpec[] {
  const sent = outputs.filter(({ target }) => target.kind !== 'null')
  return [...Map.groupBy(sent, ({ preset }) => preset)].map(([preset, sharing]) => ({
    format: {
      ...format,
      preset,
      encoder: isLossless(preset) ? 'x264' : encoder,
      constantRate: sharing.some(({ target }) => target.kind === 'rtmp'),
    },
    outputs: sharing,
  }))
}
