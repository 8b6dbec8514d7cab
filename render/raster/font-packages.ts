import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { families } from '../text/families.ts'

/** One file of a family, which has the letters of some code points. */
export interface Face {
  readonly family: string
  /** Its own name, under which it is registered: `Noto Sans SC Variable 4`. */
  readonly name: string
  /** Absolute path. */
  readonly file: string
  has(code: number): boolean
}

/** A package of many small files, each with some code points of one family. */
interface FontPackage {
  readonly family: string
  readonly name: string
  /** The file in the package that says which code points are where. */
  readonly list: string
  /** Reads that list: paths in the package, and code points as CSS writes them. */
  parts(list: string): (readonly [part: string, ranges: string])[]
  file(part: string): string
  /** Whether a code point is left to another family. */
  readonly leaves: (code: number) => boolean
}

/** Han fonts claim flags and pictures, of which they have letters in frames. */
const picture = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}/u
/** Joiners and dashes, which Inter has, and the dotted circle: they alone call for no script’s font. */
const isCommon = (code: number) => (code >= 0x2000 && code <= 0x206f) || code === 0x25cc

const zeroWidthJoiner = 0x200d
const emojiSelector = 0xfe0f

/** Fontsource’s own package has its emoji as SVG, which Skia doesn’t draw; these are the same as COLRv1, at a tenth of the size. */
const emoji: FontPackage = {
  family: families.emoji,
  name: '@infolektuell/noto-color-emoji',
  list: 'index.css',
  parts: (css) =>
    [...css.matchAll(/url\(\.\/files\/(\d+)\.woff2\)[^}]*unicode-range:([^;}]*)/g)].map(
      ([, part = '', ranges = '']) => [part, ranges] as const,
    ),
  file: (part) => `files/${part}.woff2`,
  // Each file has them, and they stand only beside what says which file it is.
  leaves: (code) => code === zeroWidthJoiner || code === emojiSelector,
}

/** Each package of Fontsource has Latin as well, which Inter has: only some parts are wanted. */
const noto = (family: string, script: string, wants: (part: string) => boolean): FontPackage => ({
  family,
  name: `@fontsource-variable/noto-sans-${script}`,
  list: 'unicode.json',
  parts: (json) =>
    Object.entries(JSON.parse(json) as Record<string, string>)
      .filter(([part]) => wants(part))
      .map(([part, ranges]) => [part.replace(/[[\]]/g, ''), ranges]),
  file: (part) => `files/noto-sans-${script}-${part}-wght-normal.woff2`,
  leaves: (code) => isCommon(code) || picture.test(String.fromCodePoint(code)),
})

const isNumbered = (part: string) => part.startsWith('[')
const ofScript = (script: 'hebrew' | 'arabic' | 'thai' | 'devanagari') =>
  noto(families[script], script, (part) => part === script)

/** The fonts of all that Inter has no letters for. A package that isn't installed is left out. */
export const worldFonts: readonly FontPackage[] = [
  emoji,
  ofScript('hebrew'),
  ofScript('arabic'),
  ofScript('thai'),
  ofScript('devanagari'),
  noto(families.chinese, 'sc', isNumbered),
  noto(families.japanese, 'jp', isNumbered),
  noto(families.korean, 'kr', isNumbered),
]

const { resolve } = createRequire(import.meta.url)

/** Absolute path of a file in a package, or null where it isn't installed. */
export function resolveFile(specifier: string): string | null {
  try {
    return resolve(specifier)
  } catch {
    return null
  }
}

/** The files of a package that are installed. */
export function facesOf(font: FontPackage): Face[] {
  const { family, name, leaves } = font
  const list = resolveFile(`${name}/${font.list}`)
  if (list === null) return []
  return font.parts(readFileSync(list, 'utf8')).flatMap(([part, rangeText]) => {
    const file = resolveFile(`${name}/${font.file(part)}`)
    if (file === null) return []
    const ranges = rangesOf(rangeText)
    const has = (code: number) => ranges.some(([first, last]) => code >= first && code <= last) && !leaves(code)
    return [{ family, name: `${family} ${part}`, file, has }]
  })
}

/** `U+0590-05FF,U+20AA` as `[first, last]` each. */
function rangesOf(text: string): (readonly [number, number])[] {
  return text.split(',').map((range) => {
    const [first = '', last = first] = range.trim().slice(2).split('-')
    return [Number.parseInt(first, 16), Number.parseInt(last, 16)] as const
  })
}
