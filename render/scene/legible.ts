import { hashOf } from '../../game/index.ts'
import { colours } from './theme.ts'

/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [number, number, number]

/** `#rrggbb` as three numbers; null where it is no such thing. */
export function parseHex(hex: string): Rgb | null {
  if (!/^#[0-9a-f]{6}$/i.test(hex)) return null
  const at = (index: number) => Number.parseInt(hex.slice(index, index + 2), 16)
  return [at(1), at(3), at(5)]
}

/** Relative luminance as WCAG 2.2 defines it, 0 to 1. */
export function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** A little over what the rule asks (4.5 : 1), since the edges of letters are drawn thinner than they are. */
const wanted = 5.5
const leastLuminance = wanted * (luminance(parseHex(colours.panel) as Rgb) + 0.05) - 0.05

/** The colour, as much lighter as it takes to be read on a panel: 5.5 : 1. */
export function legible(colour: Rgb): Rgb {
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = colour.map((value) => Math.round(value + (255 - value) * share)) as unknown as Rgb
    if (luminance(mixed) >= leastLuminance) return mixed
  }
  return [255, 255, 255]
}

/** Colours for names that have none: light ones of the Okabe–Ito palette, and between them their mixtures with white. */
const fallbacks: readonly Rgb[] = [
  [86, 180, 233],
  [230, 159, 0],
  [204, 121, 167],
  [240, 228, 66],
  [51, 190, 150],
  [244, 140, 80],
  [150, 200, 255],
  [235, 190, 215],
]

/** Colour of a name on a panel: its own of the chat (`#rrggbb`) made legible, or one by the name, always the same. */
export function nameColour(own: string, name: string): string {
  const [r, g, b] = legible(parseHex(own) ?? (fallbacks[hashOf(name) % fallbacks.length] as Rgb))
  return `rgb(${r}, ${g}, ${b})`
}
