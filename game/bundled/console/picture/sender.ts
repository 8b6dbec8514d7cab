import { colourNumber } from './colours.ts'
import { black, hiddenEdge, screenWidth, stripPixels, stripRows, strips } from './screen.ts'
import { betterShift, movedBy } from './shift.ts'
import { readStrip, writeStrip } from './strip.ts'

/** What the state holds of one strip: the whole of it as it once was, and each change since then. */
export interface StripTexts {
  whole: string
  readonly changes: Iterable<string> & { readonly length: number; push(change: string): unknown; clear(): unknown }
}

/** A strip is written anew when its changes have become so much longer than itself, since who joins gets all of them. */
const wholesKept = 4
const leastChanges = 400
/** Many short changes cost a decoder more than their length. */
const mostChanges = 120

/** From this share of a picture on it is looked for whether the whole of it has moved sideways. */
const movedShare = 0.15

/** Writes the console's pictures into the state, as far as they have changed. */
export interface Sender {
  /** @param picture 256 × 240 colours of the emulator */
  send(picture: Uint32Array, texts: readonly StripTexts[]): void
  /** Goes on from what such texts show. */
  resume(texts: readonly StripTexts[]): void
}

export function createSender(): Sender {
  const blankStrips = () => Array.from({ length: strips }, () => blank.slice())
  const shown = blankStrips()
  const next = blankStrips()
  const lengths = new Uint32Array(strips)
  /** The emulator's own colours of `next`: most pixels stay, and need not be looked up again. */
  const known = new Uint32Array(256 * 240).fill(0xff_ff_ff_ff)
  return {
    send(picture, texts) {
      const changed = readPicture(picture, known, shown, next)
      if (changed === 0) return
      const shift = changed > movedShare * strips * stripPixels ? movedBy(shown, next) : 0
      for (let i = 0; i < strips; i++)
        lengths[i] = sendStrip(texts[i] as StripTexts, shown[i] as Uint8Array, next[i] as Uint8Array, {
          shift,
          length: lengths[i] as number,
        })
    },
    resume(texts) {
      known.fill(0xff_ff_ff_ff)
      for (const [i, text] of texts.entries()) {
        lengths[i] = [...text.changes].reduce((sum, change) => sum + change.length, 0)
        const strip = shown[i] as Uint8Array
        strip.fill(black)
        for (const each of [text.whole, ...text.changes]) readStrip(each, strip)
        next[i]?.set(strip)
      }
    },
  }
}

const blank = new Uint8Array(stripPixels).fill(black)

/** Brings `next` up to the picture. @returns how many pixels are other than those that are shown */
function readPicture(
  picture: Uint32Array,
  known: Uint32Array,
  shown: readonly Uint8Array[],
  next: readonly Uint8Array[],
): number {
  let changed = 0
  for (let i = 0; i < strips; i++) {
    const [now, before] = [next[i] as Uint8Array, shown[i] as Uint8Array]
    let to = 0
    for (let row = 0; row < stripRows; row++) {
      const begin = (hiddenEdge + i * stripRows + row) * 256 + hiddenEdge
      for (let at = begin; at < begin + screenWidth; at++, to++) {
        const colour = picture[at] as number
        if (colour === known[at]) continue
        known[at] = colour
        now[to] = colourNumber(colour)
        if (now[to] !== before[to]) changed += 1
      }
    }
  }
  return changed
}

/** @returns how long the changes are by now */
function sendStrip(
  text: StripTexts,
  before: Uint8Array,
  after: Uint8Array,
  { shift, length }: { readonly shift: number; readonly length: number },
): number {
  if (isEqual(before, after)) return length
  const change = writeStrip(before, after, shift === 0 ? 0 : betterShift(before, after, shift))
  before.set(after)
  const most = Math.max(leastChanges, wholesKept * text.whole.length)
  if (length + change.length <= most && text.changes.length < mostChanges) {
    text.changes.push(change)
    return length + change.length
  }
  text.whole = writeStrip(blank, after)
  text.changes.clear()
  return 0
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  for (let i = 0; i < stripPixels; i++) if (a[i] !== b[i]) return false
  return true
}
