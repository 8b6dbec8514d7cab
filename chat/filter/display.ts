import { englishDataset, englishRecommendedTransformers, RegExpMatcher } from 'obscenity'
import { cleanName } from '../clean.ts'
import { detached } from '../detached.ts'
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
  /** Whether a command's label may be shown as it is. */
  allows(label: string): boolean
  /** A text as it may be shown: the letters of blocked terms are stars. Nothing else of it is changed. */
  text(raw: string): string
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
  return {
    name(raw) {
      const head = raw.slice(0, maxNameUnits)
      const known = names.get(head)
      if (known !== undefined) return known
      const key = detached(head)
      const clean = cleanName(key)
      const shown = search(clean).length === 0 ? clean : 'somebody'
      names.set(key, shown)
      return shown
    },
    allows(label) {
      const known = labels.get(label)
      if (known !== undefined) return known
      const isAllowed = search(label).length === 0
      labels.set(detached(label), isAllowed)
      return isAllowed
    },
    text(raw) {
      const head = raw.slice(0, maxTextUnits).toWellFormed()
      const spans = search(head)
      return spans.length === 0 ? head : masked(head, spans)
    },
    block(terms) {
      search = createSearch(terms)
      names = createRecentMap<string>(rememberedNames)
      labels = createRecentMap<boolean>(rememberedLabels)
    },
  }
}

/** Finds blocked terms, in units of the raw text; `end` is where the term's last character begins. */
function createSearch(blocked: readonly string[]): (raw: string) => Span[] {
  const english = englishDataset.build()
  const whitelistedTerms = [...(english.whitelistedTerms ?? []), ...harmless]
  const matcher = new RegExpMatcher({ ...english, ...englishRecommendedTransformers, whitelistedTerms })
  const terms = createTerms(blocked)

  const searchIn = ({ text, origins }: Spelling): Span[] => {
    const listed = matcher.getAllMatches(text).map(({ startIndex, endIndex }) => ({ start: startIndex, end: endIndex }))
    const own = terms(text).map(({ start, end }) => ({ start, end: end - 1 }))
    return [...listed, ...own].map(({ start, end }) => ({ start: origins[start] ?? 0, end: origins[end] ?? 0 }))
  }
  return (raw) => {
    const spelling = spell(raw)
    const together = drawTogether(spelling)
    return together === null ? searchIn(spelling) : [...searchIn(spelling), ...searchIn(together)]
  }
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
