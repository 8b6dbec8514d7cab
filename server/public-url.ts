import path from 'node:path'
import type { Target } from '../render/index.ts'

/** The address of a target as anybody may see it: where this machine keeps its files is nobody else's business. */
export function publicUrl(target: Target): string {
  if (target.kind === 'file') return path.basename(target.url)
  if (target.kind === 'hls') return `hls:${path.basename(target.directory)}`
  return target.url
}
