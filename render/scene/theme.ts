/** Family name under which the fonts are registered, in Node and on the pages. */
export const fontFamily = 'Inter'

/** Colours of the show's own layers. Text on `panel` has a contrast of at least 7 : 1 over any game picture (WCAG 2.2, 1.4.6). */
export const colours = {
  panel: 'rgba(10, 12, 20, 0.92)',
  track: 'rgba(255, 255, 255, 0.14)',
  text: '#ffffff',
  quiet: '#c3c8d6',
  accent: '#56b4e9',
} as const

/** The palette of Okabe and Ito (2008), which stays apart for colour-blind eyes; each is paired with a number in the tally. */
export const palette = ['#56b4e9', '#e69f00', '#009e73', '#f0e442', '#d55e00', '#cc79a7'] as const

export type Weight = 400 | 600 | 800

/** A CSS font shorthand that `measureText` and `fillText` take in Node and in the browser. */
export function font(weight: Weight, px: number): string {
  return `${weight} ${Math.round(px)}px ${fontFamily}, "Noto Sans", sans-serif`
}
