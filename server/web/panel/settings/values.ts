/** How a setting is asked for, as `/api/settings` has it. */
export interface SettingField {
  readonly key: string
  /** Of a setting that is a map. */
  readonly part?: string
  readonly label: string
  readonly help: string
  readonly kind: 'choice' | 'choices' | 'number' | 'switch' | 'text' | 'list'
  readonly choices?: readonly string[]
  readonly isLive: boolean
}

export type Values = Readonly<Record<string, unknown>>

export interface SettingsAnswer {
  readonly fields: readonly SettingField[]
  /** What the show runs by. */
  readonly now: Values
  /** What was set here. */
  readonly saved: Values
  /** What a start goes by where nothing is set here: flags, environment, file, and what the program has. */
  readonly usual: Values
  /** What the game has for what nobody has set, by `idOf`. */
  readonly defaults: Values
  /** Settings that the program was started with, which what is set here can’t change. */
  readonly heldBy: Readonly<Record<string, 'flag' | 'environment'>>
  readonly needsRestart: readonly string[]
}

/** One string for each field, so that forms can compare them. */
export const idOf = ({ key, part }: SettingField): string => (part === undefined ? key : `${key}.${part}`)

/** What a field shows: what was set here, or else what a start goes by. What is on now may be another thing, such as another game. */
export function valueOf({ saved, usual }: Pick<SettingsAnswer, 'saved' | 'usual'>, field: SettingField): unknown {
  const own = ownValue(saved, field)
  return own === undefined ? ownValue(usual, field) : own
}

/** What helps to fill in a field. The game of the next start needn’t be the one that is on. */
export const helpOf = ({ key, help }: SettingField, game: string | undefined): string =>
  key === 'game' && game !== undefined ? `${help}. On at the moment: ${game}` : help

export const isSaved = (saved: Values, field: SettingField): boolean => ownValue(saved, field) !== undefined

/** What the values have for a field, a part of a map too. */
export function ownValue(values: Values, { key, part }: SettingField): unknown {
  const value = values[key]
  if (part === undefined) return value
  return typeof value === 'object' && value !== null ? (value as Values)[part] : undefined
}

/** The values with one of them changed; `undefined` leaves it to the flags and files that the show is started with. */
export function withValue(values: Values, { key, part }: SettingField, value: unknown): Values {
  if (part === undefined) return without({ ...values, [key]: value })
  const map = without({ ...(values[key] as Values | undefined), [part]: value })
  return without({ ...values, [key]: Object.keys(map).length === 0 ? undefined : map })
}

const without = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))

/** A value as a form has it; a list has one a line. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(textOf).join('\n')
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** A list as it is typed, one a line. */
export const linesOf = (text: string): readonly string[] =>
  [...new Set(text.split('\n').map((line) => line.trim()))].filter((line) => line !== '')

export const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)
