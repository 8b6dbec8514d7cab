/** Changes of direction, each with its frame. Only as many of the last matter as are too many in a second. */
export interface Turns {
  /** 1 after a rise, −1 after a fall, 0 before either. */
  direction(of: number): number
  /** Whether nothing has changed direction within a second. */
  isCalm(frame: number): boolean
  /** Whether there are too many within a second, with this `turn` (0 for none) at this frame. */
  isOver(of: number, turn: number, frame: number): boolean
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
  const last = past?.last ?? new Int32Array(count)
  const next = past?.next ?? new Int32Array(count)
  const frames = past?.frames ?? new Int32Array(count * tooMany).fill(never)
  let newest = past?.newest ?? never
  return {
    direction: (of) => last[of] as number,
    isCalm: (frame) => frame - newest >= second,
    isOver(of, turn, frame) {
      // The oldest of too many, or of one less where one more comes now.
      const at = ((next[of] as number) + (turn === 0 ? 0 : 1)) % tooMany
      return frame - (frames[of * tooMany + at] as number) < second
    },
    add(of, turn, frame) {
      newest = frame
      last[of] = turn
      frames[of * tooMany + (next[of] as number)] = frame
      next[of] = ((next[of] as number) + 1) % tooMany
    },
    clone: () =>
      createTurns(count, second, tooMany, { last: last.slice(), next: next.slice(), frames: frames.slice(), newest }),
  }
}
