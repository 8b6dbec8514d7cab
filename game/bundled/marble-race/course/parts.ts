/** The lane is this wide; all lengths of a course are in such units, and marbles have a radius of 9 to 22. */
export const laneWidth = 800

/** A wall, a peg or a bumper: all points within `thick` of the line from a to b. */
export interface Solid {
  readonly kind: 'wall' | 'peg' | 'bumper'
  readonly ax: number
  readonly ay: number
  readonly bx: number
  readonly by: number
  readonly thick: number
}

/** A cross that turns: `rate` steps of 1/1024 turn in each quarter of a tick. */
export interface Spinner {
  readonly x: number
  readonly y: number
  readonly arm: number
  readonly thick: number
  readonly blades: number
  readonly rate: number
}

/** Two doors over an opening, shut for `shutTicks` of every `period` ticks. */
export interface Gate {
  readonly left: number
  readonly right: number
  readonly y: number
  readonly period: number
  readonly shutTicks: number
  readonly offset: number
}

/** Speeds up what rolls over it, towards where it points: `push` in units a second². */
export interface Pad {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly pushX: number
  readonly pushY: number
}

export interface Section {
  readonly name: string
  readonly y: number
  readonly height: number
}

export interface Course {
  /** Of the pen in which the marbles wait, whose doors are at this height. */
  readonly penHeight: number
  /** Where the finish line is. */
  readonly length: number
  readonly sections: readonly Section[]
  readonly solids: readonly Solid[]
  readonly spinners: readonly Spinner[]
  readonly gates: readonly Gate[]
  readonly pads: readonly Pad[]
}

/** What sections put their parts into. */
export interface Building {
  readonly solids: Solid[]
  readonly spinners: Spinner[]
  readonly gates: Gate[]
  readonly pads: Pad[]
}

export function wall(ax: number, ay: number, bx: number, by: number, thick = 7): Solid {
  return { kind: 'wall', ax, ay, bx, by, thick }
}

export function round(kind: 'peg' | 'bumper', x: number, y: number, thick: number): Solid {
  return { kind, ax: x, ay: y, bx: x, by: y, thick }
}

/** Ticks that doors take to open or to shut. */
const swingTicks = 6

/** How far a gate is shut, 0 to 1, at a tick of the race, which may be a part of one. */
export function shutAt({ period, shutTicks, offset }: Gate, tick: number): number {
  const at = (((tick + offset) % period) + period) % period
  if (at < shutTicks) return Math.min(1, at / swingTicks)
  return Math.max(0, 1 - (at - shutTicks) / swingTicks)
}
