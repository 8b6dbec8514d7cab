import { maxText } from '../clean.ts'

/**
 * Cheermotes of every channel. Channels have others of their own, so the list only says which words are taken first.
 * https://dev.twitch.tv/docs/api/reference/#get-cheermotes
 */
const everywhere: ReadonlySet<string> = new Set([
  '4head',
  'anon',
  'bday',
  'biblethump',
  'cheer',
  'cheerwhal',
  'corgo',
  'dansgame',
  'doodlecheer',
  'elegiggle',
  'failfish',
  'frankerz',
  'heyguys',
  'holidaycheer',
  'kappa',
  'kreygasm',
  'mrdestructoid',
  'muxy',
  'notlikethis',
  'party',
  'pjsalt',
  'pogchamp',
  'pride',
  'ripcheer',
  'scoops',
  'seemsgood',
  'shamrock',
  'showlove',
  'streamlabs',
  'swiftrage',
  'trihard',
  'uni',
  'vohiyo',
])

interface Cheermote {
  /** Which word of the text it is. */
  readonly at: number
  readonly isKnown: boolean
  readonly bits: number
}

/**
 * A cheer's text without the words that pay for it: `Cheer50 blue` → `blue`.
 *
 * What a channel calls its own cheermotes is known to nobody, and `left4` looks like one. But they add up to the cheer's
 * bits: first those that every channel has, then the others, the dearest first, are taken while they fit.
 *
 * @param bits of the whole message, as Twitch counted them
 */
export function withoutCheermotes(text: string, bits: number): string {
  // Longer ones are refused anyway.
  if (text.length > maxText) return text
  const words = text.split(' ')
  const found = words.map(readCheermote).filter((word) => word !== null)
  found.sort((a, b) => Number(b.isKnown) - Number(a.isKnown) || b.bits - a.bits)
  const paid = new Set<number>()
  let left = bits
  for (const { at, bits: price } of found) {
    if (price > left) continue
    paid.add(at)
    left -= price
  }
  return paid.size === 0 ? text : words.filter((_, at) => !paid.has(at)).join(' ')
}

/** A name and a number: letters and digits with a letter before the last digits. Null where a word is no such thing. */
function readCheermote(word: string, at: number): Cheermote | null {
  let end = word.length
  while (end > 0 && isDigit(word.charCodeAt(end - 1))) end -= 1
  const name = word.slice(0, end).toLowerCase()
  const bits = Number(word.slice(end))
  if (name === '' || bits === 0 || !isPlain(name)) return null
  return { at, isKnown: everywhere.has(name), bits }
}

function isPlain(name: string): boolean {
  for (let i = 0; i < name.length; i++) {
    const unit = name.charCodeAt(i)
    if (!isDigit(unit) && (unit < 0x61 || unit > 0x7a)) return false
  }
  return true
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39
}
