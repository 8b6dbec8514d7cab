/** What a name stands for; undefined where it is not known yet. */
export type Lookup = (name: string) => number | undefined

const token = /\s*(\$[0-9a-fA-F]+|%[01]+|\d+|'.'|@?[A-Za-z_][A-Za-z0-9_]*|[-+*/()<>])/y

/**
 * Works out `<(table + 2 * 3)`: numbers in decimal, `$` hex, `%` binary and `'A'`; names; `+ - * /`; `<` and `>` for the low
 * and the high byte of all that follows. Undefined where it has a name that is not known yet.
 *
 * @throws SyntaxError for what is no expression
 */
export function evaluate(text: string, lookup: Lookup): number | undefined {
  const tokens = tokensOf(text)
  let at = 0
  let isKnown = true

  const atom = (): number => {
    const next = tokens[at++]
    if (next === undefined) throw new SyntaxError(`“${text}” ends too early`)
    if (next === '(') {
      const value = sum()
      if (tokens[at++] !== ')') throw new SyntaxError(`“${text}” lacks a closing bracket`)
      return value
    }
    if (next === '-') return -atom()
    if (next.startsWith('$')) return Number.parseInt(next.slice(1), 16)
    if (next.startsWith('%')) return Number.parseInt(next.slice(1), 2)
    if (next.startsWith("'")) return next.charCodeAt(1)
    if (/^\d/.test(next)) return Number(next)
    if (!/^@?\w/.test(next)) throw new SyntaxError(`“${next}” is out of place in “${text}”`)
    const value = lookup(next)
    if (value === undefined) isKnown = false
    return value ?? 0
  }
  const product = (): number => {
    let value = atom()
    while (tokens[at] === '*' || tokens[at] === '/')
      value = tokens[at++] === '*' ? value * atom() : Math.trunc(value / atom())
    return value
  }
  const sum = (): number => {
    if (tokens[at] === '<' || tokens[at] === '>') return tokens[at++] === '<' ? sum() & 0xff : (sum() >> 8) & 0xff
    let value = product()
    while (tokens[at] === '+' || tokens[at] === '-')
      value = tokens[at++] === '+' ? value + product() : value - product()
    return value
  }
  const value = sum()
  if (at < tokens.length) throw new SyntaxError(`“${tokens[at]}” is out of place in “${text}”`)
  return isKnown ? value : undefined
}

function tokensOf(text: string): string[] {
  const tokens: string[] = []
  token.lastIndex = 0
  const trimmed = text.trimEnd()
  while (token.lastIndex < trimmed.length) {
    const from = token.lastIndex
    const match = token.exec(trimmed)
    if (match === null) throw new SyntaxError(`“${trimmed.slice(from)}” can’t be read`)
    tokens.push(match[1] as string)
  }
  return tokens
}
