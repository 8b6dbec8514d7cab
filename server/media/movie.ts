import { refuse } from './error.ts'
import { videoBounds } from './limits.ts'

/** What a video says of itself. */
export interface Movie {
  readonly width: number
  readonly height: number
  /** Null where it doesn’t say. */
  readonly seconds: number | null
  readonly fps: number | null
}

/** @throws MediaError `too-large`, `too-long` */
export function checkMovie({ width, height, seconds, fps }: Movie): void {
  const { side, pixels, seconds: longest, fps: fastest } = videoBounds
  if (width < 2 || height < 2) refuse('broken', `The video is ${width}×${height} pixels, which is nothing to show.`)
  if (width > side || height > side || width * height > pixels)
    refuse('too-large', `The video is ${width}×${height} pixels, and may have 1920×1080.`)
  if (seconds !== null && seconds > longest)
    refuse('too-long', `The video lasts ${Math.round(seconds)} s, and may last ${longest} s.`)
  if (fps !== null && fps > fastest + 0.5)
    refuse('too-large', `The video has ${Math.round(fps)} pictures a second, and may have ${fastest}.`)
}
