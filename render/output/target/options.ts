import { RenderError } from '../../error.ts'

/** What the value of an option must be: a whole number within bounds, or whatever `read` makes of it. */
export interface OptionRule<Value> {
  /** To go on after "is …, and must be". */
  readonly rule: string
  /** Null for what breaks the rule. */
  read(text: string): Value | null
}

export function wholeNumber(least: number, most: number): OptionRule<number> {
  return {
    rule: `a whole number from ${least} to ${most}`,
    read(text) {
      const value = /^[0-9]{1,15}$/.test(text) ? Number(text) : NaN
      return value >= least && value <= most ? value : null
    },
  }
}

type Rules = Readonly<Record<string, OptionRule<unknown>>>
type Values<R extends Rules> = { readonly [Name in keyof R]: R[Name] extends OptionRule<infer V> ? V | null : never }

/** Whose options they are, as a message names it. */
export interface OptionOwner {
  readonly name: string
  /** Whether a key may stand among them, so that a message repeats nothing of them. */
  readonly mayHoldKey: boolean
}

/**
 * Reads `name=value&name=value`; null where there is none. An option that isn't named is null.
 * @throws RenderError `bad-output` for what is not known, given twice or breaks its rule
 */
export function readOptions<R extends Rules>(query: string | null, rules: R, owner: OptionOwner): Values<R> {
  const values = new Map<string, unknown>()
  for (const [index, part] of (query?.split('&') ?? []).entries()) {
    const at = part.indexOf('=')
    const name = at < 0 ? part : part.slice(0, at)
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined
    const shown = owner.mayHoldKey ? `number ${index + 1}` : JSON.stringify(name)
    const known = Object.keys(rules).join(', ')
    if (rule === undefined)
      throw new RenderError(
        'bad-output',
        `option ${shown} of ${owner.name} is not known; the options are ${known}, and size as the last of them`,
      )
    if (values.has(name)) throw new RenderError('bad-output', `option ${name} of ${owner.name} is given twice`)
    const text = at < 0 ? '' : part.slice(at + 1)
    const value = rule.read(text)
    if (value === null)
      throw new RenderError(
        'bad-output',
        `option ${name} of ${owner.name} is ${shownValue(text, owner)}, and must be ${rule.rule}`,
      )
    values.set(name, value)
  }
  return Object.fromEntries(Object.keys(rules).map((name) => [name, values.get(name) ?? null])) as Values<R>
}

/** Where a key may stand, only what is a short number is repeated. */
function shownValue(text: string, { mayHoldKey }: OptionOwner): string {
  if (mayHoldKey && !/^[-+.0-9]{0,9}$/.test(text)) return 'something else'
  return JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text)
}

/**
 * Splits the options off a path. A file or a directory may have a real `?` in its name, so options begin only where one that is
 * known follows it.
 */
export function splitOptions(text: string, rules: Rules): { readonly path: string; readonly query: string | null } {
  for (let at = text.indexOf('?'); at >= 0; at = text.indexOf('?', at + 1)) {
    const end = text.indexOf('=', at)
    if (end > 0 && Object.hasOwn(rules, text.slice(at + 1, end)))
      return { path: text.slice(0, at), query: text.slice(at + 1) }
  }
  return { path: text, query: null }
}
