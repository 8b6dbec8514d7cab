import type { Random } from '../../game/index.ts'

/** Words that mean something to a parser, a terminal, a database, a browser or to JavaScript itself. */
const loaded = [
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'valueOf',
  'NaN',
  'Infinity',
  '-0',
  '1e999',
  '0x10',
  'null',
  'undefined',
  '<script>',
  '${x}',
  '%n',
  '\\',
  '`',
  '"',
  "'",
  '/ban',
  '.mod',
  '!help',
  '!mode anarchy',
  '!abstain',
  '!join red',
  '@somebody',
  '\r\nPRIVMSG #a :b',
  '\u001b[2J',
  '\u0000',
  '\u0007',
  '\u202e',
  '\u2066',
  '\ufdfa',
  '\u{e0000}',
  '\u034f',
  '\u2800',
  '\u200b',
  '\ud800',
  '\udc00',
  '\ufffe',
  'ﬀ',
  'ＲＥＤ',
  '٤٤٠',
  'İ',
  'ß',
  '👨‍👩‍👧‍👦',
  '🏳️‍🌈',
  'e\u0301',
  'z\u0351\u0320\u0334',
] as const
const joints = ['', ' ', '+', ',', '-', ':', '.', '>', '!', '\t', '\n', '\u00a0', '\u3000'] as const

/** Strings that somebody means harm with, or none: what follows from the random numbers alone. */
export function hostileText(words: readonly string[], random: Random): string {
  const kind = random.integer(8)
  if (kind === 0) return units(random, 1 + random.integer(40), 0x10000)
  if (kind === 1) return units(random, 1 + random.integer(60), 0x80)
  if (kind === 2) return random.pick(loaded).repeat(1 + random.integer(300))
  if (kind === 3) return mutated(random.pick(words), random)
  return Array.from({ length: 1 + random.integer(kind === 4 ? 60 : 6) }, () => piece(words, random)).join(
    kind === 5 ? random.pick(joints) : '',
  )
}

function piece(words: readonly string[], random: Random): string {
  const kind = random.integer(10)
  if (kind < 5) return random.pick(words)
  if (kind === 5) return String(random.integer(10 ** (1 + random.integer(9))))
  if (kind === 6) return random.pick(loaded)
  return random.pick(joints)
}

/** UTF-16 units, lone surrogates among them. */
function units(random: Random, length: number, below: number): string {
  return String.fromCharCode(...Array.from({ length }, () => random.integer(below)))
}

function mutated(word: string, random: Random): string {
  const at = random.integer(word.length + 1)
  const inserted = random.pick([units(random, 1, 0x10000), random.pick(loaded), word.charAt(at), ''])
  return word.slice(0, at) + inserted + word.slice(at + random.integer(2))
}
