import { accessSync, constants, existsSync, statfsSync } from 'node:fs'
import path from 'node:path'

/**
 * What may be written at a path, in bytes. Nothing is made there.
 * @throws Error that tells why nothing can be
 */
export function freeBytes(place: string): number {
  const there = nearest(place)
  accessSync(there, constants.W_OK)
  const { bavail, bsize } = statfsSync(there)
  return bavail * bsize
}

/** The path itself or, before the first show has made it, the directory that it will be in. */
function nearest(place: string): string {
  return existsSync(place) || path.dirname(place) === place ? place : nearest(path.dirname(place))
}

export const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`
