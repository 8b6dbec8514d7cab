/** The marbles’ pictures, the largest first: each has a row of squares of this side, in pixels, one a team. */
export const sprites = [
  { name: 'marbles-large', side: 90 },
  { name: 'marbles-middle', side: 45 },
  { name: 'marbles-small', side: 22 },
] as const

/** Side of a square for a marble of radius 1. */
export const sidePerRadius = 18 / 7
