const first: readonly [string, ...string[]] = [
  'mara',
  'Jonas',
  'lena',
  'Theo',
  'yuki',
  'Pablo',
  'nina',
  'Omar',
  'greta',
  'Ivan',
  'zoe',
  'Kofi',
  'alma',
  'Sven',
  'priya',
  'Luca',
  'ines',
  'Tariq',
  'ronja',
  'Felix',
]
const second: readonly [string, ...string[]] = [
  'plays',
  'frost',
  'pixel',
  'tea',
  'fox',
  'moon',
  'byte',
  'river',
  'noodle',
  'comet',
  'owl',
  'retro',
  'cloud',
]
type Pattern = (a: string, b: string, n: string) => string
const patterns: readonly [Pattern, ...Pattern[]] = [
  (a, b, n) => `${a}_${b}${n}`,
  (a, b, n) => `${b}${a}${n}`,
  (a, b, n) => `${a}${capital(b)}${n}`,
  (a, b, n) => `xX_${a}_${b}${n}_Xx`,
  (a, b, n) => `${b}_${a}${n}`,
  (a, b, n) => `${a}${b}${n}`,
  (a, b, n) => `the${capital(a)}${capital(b)}${n}`,
]

/**
 * A name that looks like a person's, of its own for each viewer. Takes no chance: viewer 17 has the same name in every show.
 * The lists' lengths (20, 13, 7) have no common divisor, so 1,820 viewers differ in them, and the number tells the rest apart.
 */
export function nameOf(viewer: number): string {
  const round = Math.floor(viewer / (first.length * second.length * patterns.length))
  return from(patterns, viewer)(from(first, viewer), from(second, viewer), round === 0 ? '' : String(round + 1))
}

function from<T>(list: readonly [T, ...T[]], index: number): T {
  return list[index % list.length] ?? list[0]
}

/** One viewer in eight subscribes, one in 97 is a VIP, one in 211 moderates. */
export function badgesOf(viewer: number): string[] {
  const every = (n: number, badge: string): string[] => (viewer % n === n - 1 ? [badge] : [])
  return [...every(211, 'moderator'), ...every(97, 'vip'), ...every(8, 'subscriber')]
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
