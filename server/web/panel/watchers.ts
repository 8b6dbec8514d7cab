import type { Status } from './shapes.ts'

/** Who looks on: a panel shows the picture as spectators get it, so each has a seat among them, and is none of them. */
export const watchers = ({ spectators, panels }: Pick<Status, 'spectators' | 'panels'>): number =>
  // The picture of a panel may still be on its way, or have found the room full.
  Math.max(0, spectators - panels)
