import type { Marbles } from './world/marbles.ts'

/** Marbles by their places: those that have crossed the line as they did, then the deepest first. */
export function placesOf(marbles: Marbles, finishers: Iterable<number>): number[] {
  const order = [...finishers]
  const rest: number[] = []
  for (let i = 0; i < marbles.count; i++) if (marbles.finishedAt[i] === 0) rest.push(i)
  rest.sort((a, b) => marbles.y[b]! - marbles.y[a]! || a - b)
  return [...order, ...rest]
}
