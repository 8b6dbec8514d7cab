import { GlobalFonts } from '@napi-rs/canvas'
import { families, fontFamily } from '../text/families.ts'
import { createMemory } from '../text/memory.ts'
import { facesOf, resolveFile, worldFonts, type Face } from './font-packages.ts'

const scripts = ['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext', 'greek', 'greek-ext', 'vietnamese']
const weights = [400, 600, 800]

/** A face that is registered twice takes its memory twice. */
let isRegistered = false

/** A server has no fonts of its own, so ours come by npm. Inter is in every picture; the rest waits for `fontFor`. */
export function registerFonts(): void {
  if (isRegistered) return
  isRegistered = true
  for (const script of scripts)
    for (const weight of weights) {
      const file = resolveFile(`@fontsource/inter/files/inter-${script}-${weight}-normal.woff2`)
      if (file !== null) GlobalFonts.registerFromPath(file, fontFamily)
    }
}

/** Latin, Greek and Cyrillic end before it: Inter has what there is of them. */
const firstOfOthers = 0x530

export function isWorldly(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) >= firstOfOthers) return true
  return false
}

/** What was worked out for the texts of the last pictures. */
const fonts = createMemory<string>(512)

/**
 * The font to draw a text with: in the font's list, each family of many files gives way to those files that the text needs.
 *
 * Each file is a family of its own, registered when a text needs it first. As one family, the canvas would unpack all of
 * its files for the first letter, once a weight (a second each, and 270 MB in the end), and search them for each new text.
 * So a letter costs 2 to 30 ms the first time, and half a megabyte.
 */
export function fontFor(font: string, text: string): string {
  return fonts.of(`${font}|${text}`, () => {
    const needed = facesFor(text, orderIn(font))
    let list = font
    for (const family of Object.values(families))
      list = list.replace(`"${family}", `, listOf(needed.filter((face) => face.family === family)))
    // A game’s own list has none of our families, and they come last.
    return list === font && needed.length > 0 ? `${font}, ${listOf(needed).slice(0, -2)}` : list
  })
}

const listOf = (faces: readonly Face[]) => faces.map(({ name }) => `"${name}", `).join('')

/** The families in the order of a font list; of those that it doesn't name, the usual one. */
function orderIn(font: string): string[] {
  const at = (family: string) => (font.includes(family) ? font.indexOf(family) : Infinity)
  return Object.values(families).toSorted((a, b) => (at(a) < at(b) ? -1 : Number(at(a) > at(b))))
}

let faces: Map<string, Face[]> | null = null

/** The first family that has a letter draws it; of the emoji all files that have a part, since a sequence must be in one of them. */
function facesFor(text: string, order: readonly string[]): Face[] {
  faces ??= Map.groupBy(worldFonts.flatMap(facesOf), ({ family }) => family)
  const needed = new Set<Face>()
  for (const letter of new Set(text)) {
    const code = letter.codePointAt(0) as number
    if (code < firstOfOthers) continue
    for (const family of order) {
      const having = (faces.get(family) ?? []).filter((face) => face.has(code))
      for (const face of having) needed.add(face)
      if (having.length > 0) break
    }
  }
  for (const face of needed) register(face)
  return [...needed]
}

const registered = new Set<Face>()

/** Fonts belong to the process: what another picture’s thread has registered is here, too. */
function register(face: Face): void {
  if (registered.has(face)) return
  registered.add(face)
  if (!GlobalFonts.has(face.name)) GlobalFonts.registerFromPath(face.file, face.name)
}
