import { laneWidth } from './course/parts.ts'

/** Slower hits are not heard, units a second; the fastest that is told apart has 64 times the step. */
export const audible = 70
const hitStep = 8

interface HeardHit {
  readonly speed: number
  readonly x: number
  readonly isBumper: boolean
}

export function packHit(tick: number, { speed, x, isBumper }: HeardHit): number {
  const strength = Math.min(63, Math.floor((speed - audible) / hitStep))
  const across = Math.min(63, Math.max(0, Math.floor((x / laneWidth) * 64)))
  return tick * 8192 + (isBumper ? 4096 : 0) + across * 64 + strength
}

/** A hit as the state remembers it: strength and place across the lane from 0 to 1. */
export function unpackHit(packed: number) {
  const atTick = Math.floor(packed / 8192)
  const rest = packed - atTick * 8192
  return {
    atTick,
    isBumper: rest >= 4096,
    across: (Math.floor(rest / 64) % 64) / 63,
    strength: (rest % 64) / 63,
  }
}
