import type { ComponentProps } from 'preact'
import { Field, type FieldProps } from './field.tsx'

interface TextFieldProps
  extends Omit<FieldProps, 'children'>, Omit<ComponentProps<'input'>, 'label' | 'role' | 'type' | 'value' | 'onInput'> {
  readonly type?: 'password'
  readonly value: string
  readonly change: (value: string) => void
}

/** A line of text with its label above it; what else it is given is for the input itself. */
export function TextField({ label, hint, problem = '', value, change, ...input }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} problem={problem}>
      <input {...input} value={value} onInput={(event) => change(event.currentTarget.value)} />
    </Field>
  )
}

/** A password that is chosen now. */
export function NewPassword(props: Pick<TextFieldProps, 'label' | 'name' | 'value' | 'change'>) {
  return (
    <TextField
      {...props}
      hint="12 characters or more; three or four words make a good one"
      type="password"
      autocomplete="new-password"
      required
    />
  )
}
