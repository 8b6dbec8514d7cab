/** Changes of direction, each with its frame. Only the last seven matter. */
export interface Turns {
  /** 1 after a rise, −1 after a fall, 0 before either. */
  direction(of: number): number
  /** Whether nothing has changed direction within a second. */
  isCalm(frame: number): boolean
  /** Whether there are more than six within a second, with this `turn` (0 for none) at this frame. */
  isOver(of: number, turn: number, frame: number): boolean
  add(of: number, turn: number, frame: number): void
  clone(): Turns
}

const kept = 7

const never = -0x40000000

export interface TurnsPast extends Record<'last' | 'next' | 'frames', Int32Array> {
  readonly newest: number
}

/** @param second frames of one second */
export function createTurns(count: number, second: number, past?: TurnsPast): Turns {
  const last = past?.last ?? new Int32Array(count)
  const next = past?.next ?? new Int32Array(count)
  const frames = past?.frames ?? new Int32Array(count * kept).fill(never)
  let newest = past?.newest ?? never
  return {
    direction: (of) => last[of] as number,
    isCalm: (frame) => frame - newest >= second,
    isOver(of, turn, frame) {
      // The oldest of seven, or of six where one more comes now.
      const at = ((next[of] as number) + (turn === 0 ? 0 : 1)) % kept
      return frame - (frames[of * kept + at] as number) < second
    },
    add(of, turn, frame) {
      newest = frame
      last[of] = turn
      frames[of * kept + (next[of] as number)] = frame
      next[of] = ((next[of] as number) + 1) % kept
    },
    clone: () => createTurns(count, second, { last: last.slice(), next: next.slice(), frames: frames.slice(), newest }),
  }
}
