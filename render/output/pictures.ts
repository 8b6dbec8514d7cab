import type { PictureFormat, PresetName } from './presets.ts'
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
