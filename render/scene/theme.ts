import { fontStack } from '../text/families.ts'

export { fontFamily } from '../text/families.ts'

/** Colours of the show's own layers. Text, quiet text and the accent have a contrast of at least 7 : 1 with `panel` (WCAG 2.2, 1.4.6). */
export const colours = {
  /** Opaque: what moves below it would show between the letters. A little lighter than a dark game, so that it is seen to be there. */
  panel: '#151a2b',
  /** What is drawn upon a bright shape: the letter of a team, the mark of an alert. */
  ink: '#0a0c14',
  track: 'rgba(255, 255, 255, 0.14)',
  /** Below everything, where the game draws nothing. */
  ground: '#10131f',
  text: '#ffffff',
  bright: '#e6e9f2',
  quiet: '#c3c8d6',
  /** What was refused. */
  dim: '#9ba2b5',
  accent: '#56b4e9',
  /** Okabe–Ito orange: something is not as usual. */
  warning: '#e69f00',
} as const

/** The palette of Okabe and Ito, whose colours people with any kind of colour vision tell apart (https://jfly.uni-koeln.de/color/). */
export const okabeIto = {
  orange: '#e69f00',
  sky: '#56b4e9',
  green: '#009e73',
  yellow: '#f0e442',
  blue: '#0072b2',
  vermillion: '#d55e00',
  purple: '#cc79a7',
} as const

/**
 * Bars of the tally: the leader's and the others'. One hue for all, since a bar in a hue of its own
 * would seem to say something where the options are colours themselves.
 */
export const bars = { leader: '#56b4e9', other: '#8a93a8' } as const

export type Weight = 400 | 600 | 800

/**
 * A CSS font shorthand that `measureText` and `fillText` take in Node and in the browser: whole pixels, and never smaller than asked.
 * With the text, Han letters have the form of its language.
 */
export function font(weight: Weight, px: number, text = ''): string {
  return `${weight} ${Math.ceil(px - 0.01)}px ${fontStack(text)}`
}
