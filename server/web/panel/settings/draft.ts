import { changeBetween, laidOver } from '../../../controls/list-change.ts'
import {
  idOf,
  isSame,
  ownValue,
  valueOf,
  withValue,
  type SettingField,
  type SettingsAnswer,
  type Values,
} from './values.ts'

/** A setting that somebody has changed in the form. */
export interface Touched {
  /** `undefined` where it is to be set no longer. */
  readonly value: unknown
  /** What the field showed before: where that has changed, somebody else has set it meanwhile. */
  readonly from: unknown
}

/** What the form has and the server hasn’t. */
export interface SettingsDraft {
  /** All the values of a file, in place of those that were set here; null for no file. */
  readonly imported: Values | null
  /** By `idOf`. What isn’t here is as the server has it, whoever sets it meanwhile. */
  readonly touched: ReadonlyMap<string, Touched>
}

export const imported = (values: Values): SettingsDraft => ({ imported: values, touched: new Map() })

/** What would be set if the draft were saved. */
export function savedWith({ saved, fields }: SettingsAnswer, draft: SettingsDraft | null): Values {
  let values = draft?.imported ?? saved
  for (const field of fields) {
    const touched = draft?.touched.get(idOf(field))
    if (touched !== undefined) values = withValue(values, field, touched.value)
  }
  return values
}

/** The draft with one more change; null where nothing is left that the server hasn’t. */
export function touch(
  settings: SettingsAnswer,
  draft: SettingsDraft | null,
  field: SettingField,
  value: unknown,
): SettingsDraft | null {
  const saved = draft?.imported ?? settings.saved
  const touched = new Map(draft?.touched)
  const { from } = touched.get(idOf(field)) ?? { from: valueOf({ saved, usual: settings.usual }, field) }
  if (isSame(value, ownValue(saved, field))) touched.delete(idOf(field))
  else touched.set(idOf(field), { value, from })
  return draftOf(draft?.imported ?? null, touched)
}

const draftOf = (file: Values | null, touched: ReadonlyMap<string, Touched>): SettingsDraft | null =>
  file === null && touched.size === 0 ? null : { imported: file, touched }

/**
 * The patch that sets what was touched and nothing else: what others have set meanwhile stays. A list gets what was added and loses what
 * was removed, so nobody’s terms go with an older list.
 */
export function patchOf(now: SettingsAnswer, { touched }: SettingsDraft): Values {
  const patch: Record<string, unknown> = {}
  for (const field of now.fields) {
    const change = touched.get(idOf(field))
    if (change === undefined) continue
    const value = field.kind === 'list' ? listOver(valueOf(now, field), change) : change.value
    const { key, part } = field
    patch[key] = part === undefined ? (value ?? null) : { ...(patch[key] as Values | undefined), [part]: value ?? null }
  }
  return patch
}

const listOver = (now: unknown, { value, from }: Touched): unknown =>
  value === undefined ? undefined : laidOver(listOf(now), changeBetween(listOf(from), listOf(value)))

export const listOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : [])

/** What is left of a draft once it was saved: what somebody has typed since. */
export function draftAfter(now: SettingsDraft | null, sent: SettingsDraft): SettingsDraft | null {
  if (now === null || now.imported !== sent.imported) return now
  const rest = [...now.touched].filter(([id, touched]) => touched !== sent.touched.get(id))
  return draftOf(
    null,
    new Map(rest.map(([id, { value, from }]) => [id, { value, from: sent.touched.get(id)?.value ?? from }])),
  )
}
