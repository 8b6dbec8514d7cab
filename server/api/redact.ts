/** Longest texts and lists of what the log tells of a deed. Who wants more has the store. */
const maxText = 300
/** Units of a text that are looked at; a login that is hidden makes it shorter. */
const maxLooked = 4000
const maxItems = 30
const maxDepth = 4

/** Fields that may hold what nobody is told. Nothing puts one into the log on purpose; this stands behind it. */
const secret = /key$|keys$|secret|token|password|passphrase|hash|totp|cookie|csrf|authorization/i

/** What a deed changed, as everybody may see it who may read the log: without secrets, and no longer than somebody reads. */
export function redacted(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return shortened(withoutLogin(lookedAt(value)))
  if (typeof value !== 'object' || value === null) return value ?? null
  if (depth >= maxDepth) return '…'
  if (Array.isArray(value)) return listOf(value, depth)
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, maxItems)
      .map(([name, each]) => [name, secret.test(name) ? '…' : redacted(each, depth + 1)]),
  )
}

function listOf(list: readonly unknown[], depth: number): readonly unknown[] {
  const shown = list.slice(0, maxItems).map((each) => redacted(each, depth + 1))
  return list.length > maxItems ? [...shown, `and ${list.length - maxItems} more`] : shown
}

const shortened = (text: string) => (text.length > maxText ? `${text.slice(0, maxText).toWellFormed()}…` : text)

/**
 * Addresses say where, and what stands before the host or behind the path may be a password. One may stand anywhere in a text, and a
 * password may hold an `@` or a space: rather too much is hidden than a part of it told.
 */
function withoutLogin(text: string): string {
  return withoutQuery(text.replace(/(:\/\/)[^/]*@/g, '$1…@'))
}

/** By hand: a pattern would look for a query anew behind each address. */
function withoutQuery(text: string): string {
  const address = text.indexOf('://')
  if (address === -1) return text
  const length = text.slice(address).search(/[?#]/)
  return length === -1 ? text : `${text.slice(0, address + length)}?…`
}

/** The beginning of a text that is far too long. Nobody knows whether it was cut within a login, so what could be one goes whole. */
function lookedAt(text: string): string {
  if (text.length <= maxLooked) return text
  return `${text
    .slice(0, maxLooked)
    .replace(/(:\/\/)[^/]*$/, '$1')
    .toWellFormed()}…`
}
