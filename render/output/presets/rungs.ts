import type { Fps } from '../../clock.ts'
import type { Size } from '../size.ts'

/** The sizes and frame rates that platforms speak of. */
export const rungs = ['480p30', '720p30', '720p60', '1080p30', '1080p60'] as const
export type Rung = (typeof rungs)[number]

export interface RungFormat {
  readonly size: Size
  readonly fps: Fps
}

const sizes = {
  480: { width: 854, height: 480 },
  720: { width: 1280, height: 720 },
  1080: { width: 1920, height: 1080 },
} as const

const rung = (height: keyof typeof sizes, fps: number): RungFormat => ({
  size: sizes[height],
  fps: { num: fps, den: 1 },
})

export const rungFormats: Readonly<Record<Rung, RungFormat>> = {
  '480p30': rung(480, 30),
  '720p30': rung(720, 30),
  '720p60': rung(720, 60),
  '1080p30': rung(1080, 30),
  '1080p60': rung(1080, 60),
}
