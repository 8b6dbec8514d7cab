/** Colours of the table, the board and what is written. Text has a contrast of at least 7 : 1 with the table. */
export const paint = {
  table: '#18262a',
  strip: '#24373c',
  active: '#e9c46a',
  light: '#ecd8b4',
  dark: '#a97d57',
  frame: '#5b3d28',
  frameText: '#f3e6cf',
  /** The last move, under the pieces. */
  from: '#d9c65a',
  to: '#e3d36a',
  check: '#d1495b',
  text: '#ffffff',
  quiet: '#c8d6d9',
  ink: '#10181a',
  band: 'rgba(10, 18, 20, 0.88)',
} as const

/** Arrows of the ballots by their rank: the palette of Okabe and Ito, each with its number beside it. */
export const arrowColours = ['#0072b2', '#d55e00', '#009e73', '#cc79a7'] as const

export type Weight = 400 | 600 | 800

export function font(weight: Weight, px: number): string {
  return `${weight} ${Math.round(px)}px Inter, sans-serif`
}
