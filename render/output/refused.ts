import { RenderError } from '../error.ts'
import type { Target } from './target.ts'

/** The error for an output that never got going. */
export function refused(target: Target, why: string): RenderError {
  return new RenderError('ffmpeg-refused', `ffmpeg could not write output ${target.id}: ${why}`)
}
