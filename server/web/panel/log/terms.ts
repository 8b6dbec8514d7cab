/** How the crowd plays, as the log says it. */
export const modeNames: ReadonlyMap<string, string> = new Map([['perPlayer', 'everybody for themselves']])

/** Settings by their keys, where the key isn’t the word for it. */
const settingNames: ReadonlyMap<string, string> = new Map([
  ['chat', 'chats'],
  ['players', 'who plays'],
  ['ignore', 'names that aren’t heard'],
  ['bots', 'whether bots play'],
  ['blocked', 'blocked terms'],
  ['burst', 'messages at once'],
  ['perSecond', 'messages a second'],
  ['repeatMs', 'repeats'],
  ['replies', 'answers in chat'],
  ['say', 'who may !say'],
  ['set', 'how the crowd plays'],
  ['size', 'size of the picture'],
  ['fps', 'frames a second'],
  ['speech', 'what is spoken'],
  ['speechLanguage', 'voice'],
  // Parts of how the crowd plays.
  ['input', 'mode'],
  ['window', 'vote length'],
  ['early', 'closing early'],
  // Of other things that are changed.
  ['seconds', 'seconds'],
  ['quorumPercent', 'quorum, %'],
  ['graceSeconds', 'grace, s'],
  ['isDisabled', 'shut out'],
])

export const termOf = (key: string): string => settingNames.get(key) ?? key

/** Keys with commas between them, as words. */
export const settingWords = (keys: string): string => keys.split(', ').map(termOf).join(', ')

/** What and its state, of a target such as `twitch on`. */
export function parted(target: string): readonly [what: string, state: string] {
  const at = target.lastIndexOf(' ')
  return [target.slice(0, Math.max(0, at)), target.slice(at + 1)]
}

export function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined
}

/** A role with its article; somebody where none is told. */
export function aRole(value: unknown): string {
  const role = fieldOf(value, 'role')
  if (typeof role !== 'string') return 'somebody'
  return `${/^[aeiou]/.test(role) ? 'an' : 'a'} ${role}`
}
