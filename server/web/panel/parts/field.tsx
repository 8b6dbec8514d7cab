import { cloneElement, type ComponentChildren, type VNode } from 'preact'
import { useId } from 'preact/hooks'

export interface FieldProps {
  readonly label: string
  readonly hint?: ComponentChildren
  readonly problem?: string
  readonly children: VNode<{ id?: string; 'aria-describedby'?: string }>
}

/** A control with its label above it, and below it what helps to fill it in. */
export function Field({ label, hint, problem = '', children }: FieldProps) {
  const id = useId()
  const hintId = `${id}-hint`
  const isHinted = hint !== undefined || problem !== ''
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {cloneElement(children, { id, ...(isHinted ? { 'aria-describedby': hintId } : {}) })}
      {isHinted && (
        <p id={hintId} class={problem === '' ? 'hint' : 'hint problem'}>
          {problem === '' ? hint : problem}
        </p>
      )}
    </div>
  )
}

/** Something that is on or off, with its word beside it. */
export function Switch(props: {
  readonly label: string
  readonly isOn: boolean
  readonly change: (isOn: boolean) => void
  readonly disabled?: boolean
  // Set by the field around it, where there is one.
  readonly id?: string
  readonly 'aria-describedby'?: string
}) {
  return (
    <label class="switch">
      <input
        type="checkbox"
        role="switch"
        id={props.id}
        aria-describedby={props['aria-describedby']}
        checked={props.isOn}
        disabled={props.disabled}
        onChange={(event) => props.change(event.currentTarget.checked)}
      />
      <span>{props.label}</span>
    </label>
  )
}

/** One of a few, all in sight. */
export function Choices<T extends string>(props: {
  readonly label: string
  readonly value: T
  readonly choices: readonly (readonly [T, string])[]
  readonly change: (value: T) => void
  /** Whether it has the focus when the dialog around it opens. */
  readonly autofocus?: boolean
}) {
  const name = useId()
  return (
    <div class="choices" role="radiogroup" aria-label={props.label}>
      {props.choices.map(([value, word]) => (
        <label key={value} class={value === props.value ? 'choice chosen' : 'choice'}>
          <input
            type="radio"
            name={name}
            value={value}
            checked={value === props.value}
            autofocus={props.autofocus === true && value === props.value}
            onChange={() => props.change(value)}
          />
          <span>{word}</span>
        </label>
      ))}
    </div>
  )
}
