import type { Standing } from '../../index.ts'
import { Place, type MarbleRace } from './field.ts'

/** For the first ten, as in Formula 1; everybody behind them gets one for having come. */
const forPlace = [25, 18, 15, 12, 10, 8, 6, 4, 2, 1]

/** Players whose points are remembered; at the bound those with the fewest are forgotten. */
const maxRemembered = 1000

const shownPlaces = 5

/** By player. */
export type Points = Map<string, Standing>

export function pointsFor(place: number): number {
  return forPlace[place] ?? 1
}

export function addPoints(board: Points, { player, name, points }: Standing): void {
  board.set(player, { player, name, points: (board.get(player)?.points ?? 0) + points })
}

/** The best first; of equal ones who came first. */
export function ranked(board: Points): Standing[] {
  return [...board.values()].sort((a, b) => b.points - a.points)
}

export function trim(board: Points): void {
  if (board.size <= maxRemembered) return
  for (const { player } of ranked(board).slice(maxRemembered)) board.delete(player)
}

/** Puts the best of a board where they can be seen. */
export function showBoard(shown: MarbleRace['allTime'], board: Points): void {
  const best = ranked(board).slice(0, shownPlaces)
  while (shown.length > best.length) shown.pop()
  for (const [rank, { name, points }] of best.entries()) {
    const place = shown[rank]
    if (place) place.assign({ name, points })
    else shown.push(new Place().assign({ name, points }))
  }
}
