/** Changes of direction, each with its frame. Only as many of the last matter as are too many in a second, and one more. */
export interface Turns {
  /** 1 after a rise, −1 after a fall, 0 before either. */
  direction(of: number): number
  /** Whether nothing has changed direction within a second. */
  isCalm(frame: number): boolean
  /** Whether there are too many within a second, with this `turn` (0 for none) at this frame; `spare` are forgiven. */
  isOver(of: number, turn: number, frame: number, spare: 0 | 1): boolean
  add(of: number, turn: number, frame: number): void
  clone(): Turns
}

const never = -0x40000000

export interface TurnsPast extends Record<'last' | 'next' | 'frames', Int32Array> {
  readonly newest: number
}

/**
 * @param second frames of one second
 * @param tooMany changes within a second
 */
export function createTurns(count: number, second: number, tooMany: number, past?: TurnsPast): Turns {
  const kept = tooMany + 1
  const last = past?.last ?? new Int32Array(count)
  const next = past?.next ?? new Int32Array(count)
  const frames = past?.frames ?? new Int32Array(count * kept).fill(never)
  let newest = past?.newest ?? never
  return {
    direction: (of) => last[of] as number,
    isCalm: (frame) => frame - newest >= second,
    isOver(of, turn, frame, spare) {
      // The oldest of too many, or of one less where one more comes now.
      const back = tooMany + spare - (turn === 0 ? 0 : 1)
      const at = ((next[of] as number) + kept - back) % kept
      return frame - (frames[of * kept + at] as number) < second
    },
    add(of, turn, frame) {
      newest = frame
      last[of] = turn
      frames[of * kept + (next[of] as number)] = frame
      next[of] = ((next[of] as number) + 1) % kept
    },
    clone: () =>
      createTurns(count, second, tooMany, { last: last.slice(), next: next.slice(), frames: frames.slice(), newest }),
  }
}
