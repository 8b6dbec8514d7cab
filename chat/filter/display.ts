import { englishDataset, englishRecommendedTransformers, RegExpMatcher } from 'obscenity'
import { cleanName } from '../clean.ts'
import { detached } from '../detached.ts'
import { withoutPlaces } from './places.ts'
import { createRecentMap } from './recent-map.ts'
import { drawTogether, spell, weightless, type Spelling } from './spelling.ts'
import { createTerms, type Span } from './terms.ts'

/** Names whose answer is kept at least; at most twice as many are. A check takes some 30 µs, and the same people talk. */
const rememberedNames = 10_000

/** Labels whose answer is kept: of what a crowd votes on, most are the same. */
const rememberedLabels = 5000

/** The most of a raw name that `cleanName` looks at. */
const maxNameUnits = 200

/** Longest text that is checked, in UTF-16 units; of a longer one the rest isn't shown. */
const maxTextUnits = 2000

/** Words, places and people's names that hold a blocked word of the English list by chance. */
const harmless = [
  'boobook',
  'chinkapin',
  'cockpit',
  'cumming',
  'dickinson',
  'fagan',
  'fukuoka',
  'fukushima',
  'fukuda',
  'moby dick',
  'moby_dick',
  'mobydick',
  'penistone',
  'pussycat',
  'rapeseed',
  'retardant',
  'shiitake',
  'van dyke',
] as const

/** What may be shown of names and texts; a show has one, since it remembers names. */
export interface Display {
  /** A raw name as it may be shown: cleaned, and `somebody` where a blocked term is in it. */
  name(raw: string): string
  /** Whether the label of one of the game's commands may be shown as it is: fields such as `fk12` may, unless a term of the streamer's own is in it. */
  allows(label: string): boolean
  /** A text as it may be shown: the letters of blocked terms are stars. Nothing else of it is changed. */
  text(raw: string): string
  /** The same of what the show says of a command: fields in it are none of those terms, as in `allows`. */
  sentence(raw: string): string
  /** Changes the streamer's own terms. @throws {RangeError} on one of fewer than two letters */
  block(terms: readonly string[]): void
}

/**
 * Keeps terms out of what is displayed: those of obscenity's English list, and the streamer's own.
 * They are looked for in the text as the eye reads it: compatibility forms, marks, look-alikes, leetspeak, repeated and
 * spaced-out letters. Nobody is kept from playing by it.
 *
 * A name is replaced as a whole, since `f***` still says it, and by the one neutral word for everybody, since a name of
 * its own would be a reward.
 *
 * @throws {RangeError} on a blocked term of fewer than two letters
 */
export function createDisplay({ blocked }: { readonly blocked: readonly string[] }): Display {
  let search = createSearch(blocked)
  let names = createRecentMap<string>(rememberedNames)
  let labels = createRecentMap<boolean>(rememberedLabels)
  const shown = (raw: string, isOfGame: boolean): string => {
    const head = raw.slice(0, maxTextUnits).toWellFormed()
    const spans = search(head, isOfGame)
    return spans.length === 0 ? head : masked(head, spans)
  }
  return {
    name(raw) {
      const head = raw.slice(0, maxNameUnits)
      const known = names.get(head)
      if (known !== undefined) return known
      const key = detached(head)
      const clean = cleanName(key)
      const name = search(clean, false).length === 0 ? clean : 'somebody'
      names.set(key, name)
      return name
    },
    allows(label) {
      const known = labels.get(label)
      if (known !== undefined) return known
      const isAllowed = search(label, true).length === 0
      labels.set(detached(label), isAllowed)
      return isAllowed
    },
    text: (raw) => shown(raw, false),
    sentence: (raw) => shown(raw, true),
    block(terms) {
      search = createSearch(terms)
      names = createRecentMap<string>(rememberedNames)
      labels = createRecentMap<boolean>(rememberedLabels)
    },
  }
}

/** Finds blocked terms, in units of the raw text; `end` is where the term's last character begins. */
type Search = (raw: string, isOfGame: boolean) => Span[]

function createSearch(blocked: readonly string[]): Search {
  const english = englishDataset.build()
  const whitelistedTerms = [...(english.whitelistedTerms ?? []), ...harmless]
  const matcher = new RegExpMatcher({ ...english, ...englishRecommendedTransformers, whitelistedTerms })
  const terms = createTerms(blocked)
  const listed: Find = (text) =>
    matcher.getAllMatches(text).map(({ startIndex, endIndex }) => ({ start: startIndex, end: endIndex }))
  const own: Find = (text) => terms(text).map(({ start, end }) => ({ start, end: end - 1 }))
  return (raw, isOfGame) => {
    const rest = isOfGame ? withoutPlaces(raw) : raw
    return rest === raw ? searchIn(raw, [listed, own]) : [...searchIn(rest, [listed]), ...searchIn(raw, [own])]
  }
}

type Find = (text: string) => Span[]

function searchIn(raw: string, finds: readonly Find[]): Span[] {
  const spelling = spell(raw)
  const together = drawTogether(spelling)
  const search = ({ text, origins }: Spelling): Span[] =>
    finds
      .flatMap((find) => find(text))
      .map(({ start, end }) => ({ start: origins[start] ?? 0, end: origins[end] ?? 0 }))
  return together === null ? search(spelling) : [...search(spelling), ...search(together)]
}

function masked(raw: string, spans: readonly Span[]): string {
  let shown = ''
  let index = 0
  let hides = false
  for (const character of raw) {
    // The marks of a letter go with it: a star with a crown is no star.
    if (!weightless.test(character)) {
      const at = index
      hides = spans.some(({ start, end }) => start <= at && at <= end)
      shown += hides ? '*' : character
    } else if (!hides) shown += character
    index += character.length
  }
  return shown
}
