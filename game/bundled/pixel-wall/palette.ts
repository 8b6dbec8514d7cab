/**
 * The sixteen colours, by their place in the state. Whatever kind of colour vision somebody has, any two of them differ by a ΔE of 15
 * or more (CIE L*a*b*, 1976): they were found by a search for just that, so none can be changed by itself.
 */
export const palette = [
  { name: 'white', hex: '#f7f7f2' },
  { name: 'silver', hex: '#bcbfc2' },
  { name: 'grey', hex: '#666970' },
  { name: 'black', hex: '#151827' },
  { name: 'red', hex: '#d8120b' },
  { name: 'brown', hex: '#50200b' },
  { name: 'orange', hex: '#e89403' },
  { name: 'tan', hex: '#e1af84' },
  { name: 'yellow', hex: '#ffe700' },
  { name: 'lime', hex: '#abf877' },
  { name: 'green', hex: '#13663e' },
  { name: 'teal', hex: '#0b93a3' },
  { name: 'sky', hex: '#42ccfa' },
  { name: 'blue', hex: '#0a28ed' },
  { name: 'purple', hex: '#600d9c' },
  { name: 'pink', hex: '#fb61c3' },
] as const

/** What people also call them. */
export const otherNames: ReadonlyMap<string, string> = new Map([
  ['gray', 'grey'],
  ['lightgrey', 'silver'],
  ['lightgray', 'silver'],
  ['darkgrey', 'grey'],
  ['darkgray', 'grey'],
  ['crimson', 'red'],
  ['scarlet', 'red'],
  ['maroon', 'brown'],
  ['beige', 'tan'],
  ['skin', 'tan'],
  ['peach', 'tan'],
  ['gold', 'yellow'],
  ['lightgreen', 'lime'],
  ['darkgreen', 'green'],
  ['turquoise', 'teal'],
  ['cyan', 'sky'],
  ['aqua', 'sky'],
  ['lightblue', 'sky'],
  ['navy', 'blue'],
  ['darkblue', 'blue'],
  ['violet', 'purple'],
  ['indigo', 'purple'],
  ['magenta', 'pink'],
  ['rose', 'pink'],
])

/** Its place in the palette, by name or by what people also call it; −1 where there is none. */
export function colourOf(word: string): number {
  const name = otherNames.get(word) ?? word
  return palette.findIndex((colour) => colour.name === name)
}

/** Where the palette has black or white upon it to be read: the one with the higher contrast, 4.5 : 1 or more. */
export function inkOn(colour: number): string {
  return darkInk.has(palette[colour]?.name ?? '') ? '#0a0c14' : '#ffffff'
}

const darkInk: ReadonlySet<string> = new Set([
  'white',
  'silver',
  'orange',
  'tan',
  'yellow',
  'lime',
  'teal',
  'sky',
  'pink',
])
