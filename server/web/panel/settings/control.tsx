import { useState } from 'preact/hooks'
import { Switch } from '../parts/field.tsx'
import { switchOf, unset } from './switch-of.ts'
import { isSame, linesOf, textOf, type SettingField } from './values.ts'

interface ControlProps {
  readonly field: SettingField
  readonly value: unknown
  /** What holds where there is no value, as far as it is known. */
  readonly byDefault?: unknown
  readonly change: (value: unknown) => void
  // Set by the field around it.
  readonly id?: string
  readonly 'aria-describedby'?: string
}

/** What a setting is set by, as its kind asks for it. */
export function SettingControl({ field, value, byDefault, change, ...aria }: ControlProps) {
  if (field.kind === 'switch') return <Switch {...aria} {...switchOf(value, byDefault)} change={change} />
  if (field.kind === 'choice') return <Choice field={field} value={textOf(value)} change={change} {...aria} />
  if (field.kind === 'choices') return <Some field={field} value={value} change={change} />
  if (field.kind === 'list') return <Lines value={value} change={change} {...aria} />
  if (field.kind === 'number')
    return (
      <input
        {...aria}
        type="number"
        step="any"
        placeholder={unset}
        value={textOf(value)}
        onInput={({ currentTarget: { value: text, valueAsNumber } }) => change(text === '' ? undefined : valueAsNumber)}
      />
    )
  return (
    <input
      {...aria}
      spellcheck={false}
      placeholder={unset}
      value={textOf(value)}
      onInput={({ currentTarget: { value: text } }) => change(text === '' ? undefined : text)}
    />
  )
}

/** One a line. What is typed stays as it is while it says the same list: with the empty line, say, that the next one begins on. */
function Lines({ value, change, ...aria }: Omit<ControlProps, 'field'>) {
  const [typed, setTyped] = useState('')
  const type = (text: string) => {
    setTyped(text)
    change(linesOf(text))
  }
  return (
    <textarea
      {...aria}
      rows={3}
      spellcheck={false}
      value={isSame(linesOf(typed), value) ? typed : textOf(value)}
      onInput={(event) => type(event.currentTarget.value)}
    />
  )
}

function Choice({ field, value, change, ...aria }: ControlProps & { readonly value: string }) {
  return (
    <select {...aria} value={value} onChange={({ currentTarget }) => change(currentTarget.value || undefined)}>
      {!field.choices?.includes(value) && <option value={value}>{value === '' ? unset : value}</option>}
      {field.choices?.map((choice) => (
        <option key={choice} value={choice}>
          {choice}
        </option>
      ))}
    </select>
  )
}

/** Any of a few. `off` is none of them. */
function Some({ field, value, change }: ControlProps) {
  const chosen = new Set(Array.isArray(value) ? value.map(String) : [])
  const turn = (choice: string, isOn: boolean) =>
    change(field.choices?.filter((each) => (each === choice ? isOn : chosen.has(each))) ?? [])
  return (
    <div class="chips" role="group" aria-label={field.label}>
      {field.choices
        ?.filter((choice) => choice !== 'off')
        .map((choice) => (
          <Switch key={choice} label={choice} isOn={chosen.has(choice)} change={(isOn) => turn(choice, isOn)} />
        ))}
    </div>
  )
}
