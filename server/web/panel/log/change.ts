import type { Deed } from '../shapes.ts'
import { fieldOf, modeNames, termOf } from './terms.ts'
import { noTitles, titleOf, type Titles } from './titles.ts'

/** One thing that a deed changed; what is null wasn’t there. */
export interface Change {
  /** What of it; empty where there is only one thing. */
  readonly what: string
  readonly from: string | null
  readonly to: string | null
}

/** Deeds that changed something into something else. What others tell of themselves is in their sentence. */
const changing = new Set([
  ...['chat.filter', 'votes.mode', 'game.switch', 'settings.change', 'account.change'],
  ...['stream.output.add', 'stream.output.change', 'stream.output.remove'],
])

/** As many as one row has room for; the others are in the CSV. */
const maxChanges = 6

/** Longest value, in UTF-16 units. */
const maxValue = 60

/** Deeds that name what they change, and of the rest nothing: what is on one side alone stayed as it was. */
const naming = new Set(['votes.mode', 'account.change'])

/** What a deed changed, one by one; empty where that isn’t known. */
export function changesOf(deed: Deed, titles: Titles = noTitles): readonly Change[] {
  const isOfGames = (what: string) =>
    deed.action === 'game.switch' || (deed.action === 'settings.change' && what === 'game')
  const titled = (id: string | null) => id && titleOf(titles, id)
  return changesById(deed).map((change) => {
    const { what, from, to } = change
    return isOfGames(what) ? { what, from: titled(from), to: titled(to) } : change
  })
}

function changesById({ action, before, after }: Deed): readonly Change[] {
  if (!changing.has(action) || (isNothing(before) && isNothing(after))) return []
  if (!isMap(before) && !isMap(after)) return [{ what: '', from: said(before), to: said(after) }]
  const isNamed = (key: string) => !naming.has(action) || (has(before, key) && has(after, key))
  return parts(before, after, isNamed).slice(0, maxChanges)
}

function parts(before: unknown, after: unknown, isMeant: (key: string) => boolean = () => true): readonly Change[] {
  const keys = new Set([before, after].flatMap((each) => (isMap(each) ? Object.keys(each) : [])))
  return [...keys].filter(isMeant).flatMap((key): readonly Change[] => {
    const [from, to] = [fieldOf(before, key), fieldOf(after, key)]
    if (JSON.stringify(from ?? null) === JSON.stringify(to ?? null)) return []
    return isMap(from) || isMap(to) ? parts(from, to) : [{ what: termOf(key), from: said(from), to: said(to) }]
  })
}

const has = (value: unknown, key: string) => fieldOf(value, key) !== undefined

const isMap = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value)

const isNothing = (value: unknown) => value === null || value === undefined

function said(value: unknown): string | null {
  if (isNothing(value) || (Array.isArray(value) && value.length === 0) || value === '') return null
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  const text = Array.isArray(value)
    ? value.map(String).join(', ')
    : typeof value === 'string'
      ? value
      : JSON.stringify(value)
  const shown = modeNames.get(text) ?? text
  return shown.length > maxValue ? `${shown.slice(0, maxValue)}…` : shown
}
