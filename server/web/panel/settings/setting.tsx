import { changeBetween } from '../../../controls/list-change.ts'
import { Field } from '../parts/field.tsx'
import { Meanwhile } from '../parts/meanwhile.tsx'
import { SettingControl } from './control.tsx'
import { listOf, savedWith, type SettingsDraft, type Touched } from './draft.ts'
import { helpOf, idOf, isSame, isSaved, textOf, valueOf, type SettingField, type SettingsAnswer } from './values.ts'

interface SettingProps {
  readonly settings: SettingsAnswer
  readonly draft: SettingsDraft | null
  readonly field: SettingField
  /** The game that is on. */
  readonly game: string | undefined
  /** `undefined` to have it set no longer. */
  readonly change: (value: unknown) => void
}

/** One setting: how it is set, when it is in force, and who has the last word. */
export function Setting({ settings, draft, field, game, change }: SettingProps) {
  const saved = savedWith(settings, draft)
  const touched = draft?.touched.get(idOf(field))
  return (
    <div class="setting">
      <Field label={field.label} hint={helpOf(field, game)}>
        <SettingControl
          field={field}
          value={valueOf({ saved, usual: settings.usual }, field)}
          byDefault={settings.defaults[idOf(field)]}
          change={change}
        />
      </Field>
      {touched !== undefined && draft?.imported === null && (
        <SetMeanwhile field={field} now={valueOf(settings, field)} touched={touched} />
      )}
      <p class="setting-marks">
        <span class={field.isLive ? 'tag live' : 'tag'}>{field.isLive ? 'at once' : 'needs restart'}</span>
        <Held by={settings.heldBy[idOf(field)]} />
        {isSaved(saved, field) && (
          <button type="button" class="link" onClick={() => change(undefined)}>
            as the show was started
          </button>
        )}
      </p>
    </div>
  )
}

/** What somebody else has set while it is changed here. */
function SetMeanwhile({ field, now, touched }: { field: SettingField; now: unknown; touched: Touched }) {
  if (isSame(now, touched.from)) return null
  if (field.kind === 'list') return <Meanwhile change={changeBetween(listOf(touched.from), listOf(now))} />
  const text = textOf(now)
  return (
    <p class="hint warning" role="status">
      {text === ''
        ? 'Somebody else has left it unset meanwhile; saving sets it.'
        : `Somebody else has set it to ${text} meanwhile; saving sets it to yours.`}
    </p>
  )
}

/** Whoever starts the program has the last word. */
function Held({ by }: { by: 'flag' | 'environment' | undefined }) {
  if (by === undefined) return null
  return <span class="tag held-by">{by === 'flag' ? 'a flag decides' : 'the environment decides'}</span>
}
