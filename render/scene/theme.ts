/** Family name under which the fonts are registered, in Node and on the pages. */
export const fontFamily = 'Inter'

/** Colours of the show's own layers. Text on `panel` has a contrast of at least 7 : 1 over any game picture (WCAG 2.2, 1.4.6). */
export const colours = {
  panel: 'rgba(10, 12, 20, 0.92)',
  track: 'rgba(255, 255, 255, 0.14)',
  text: '#ffffff',
  quiet: '#c3c8d6',
  accent: '#56b4e9',
  /** Okabe–Ito orange: something is not as usual. */
  warning: '#e69f00',
} as const

/**
 * Bars of the tally: the leader's and the others'. One hue for all, since a bar in a hue of its own
 * would seem to say something where the options are colours themselves.
 */
export const bars = { leader: '#56b4e9', other: '#8a93a8' } as const

export type Weight = 400 | 600 | 800

/** A CSS font shorthand that `measureText` and `fillText` take in Node and in the browser. */
export function font(weight: Weight, px: number): string {
  return `${weight} ${Math.round(px)}px ${fontFamily}, "Noto Sans", sans-serif`
}
