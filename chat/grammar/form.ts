import { compactParts } from '../../game/index.ts'

/** Digits of an argument whose number of them is not said: what is longer is no argument. */
const maxDigits = 9

type FormPart = { readonly text: string } | { readonly index: number; readonly digits: number | null }

/** A compact form, ready to be matched: what follows the word, or the whole of it where there is none. */
export interface Form {
  readonly startsWithWord: boolean
  readonly parts: readonly FormPart[]
}

export interface FormMatch {
  /** Digits of each argument, in the order of the command's arguments. */
  readonly values: readonly string[]
  readonly end: number
}

/** `compact` is one that the game's own check has passed. */
export function createForm(compact: string, keys: readonly string[]): Form {
  const parts = compactParts(compact) ?? []
  return {
    startsWithWord: parts[0]?.type === 'word',
    parts: parts.flatMap((part): FormPart[] => {
      if (part.type === 'word') return []
      return [part.type === 'text' ? { text: part.text } : { index: keys.indexOf(part.key), digits: part.digits }]
    }),
  }
}

/** Reads a form at `at`, each run of digits as long as it goes. Takes time in the length of the form. */
export function matchForm(form: Form, text: string, at: number): FormMatch | null {
  const values: string[] = []
  let end = at
  for (const part of form.parts) {
    const start = end
    if ('text' in part) {
      if (!text.startsWith(part.text, start)) return null
      end += part.text.length
      continue
    }
    end = endOfDigits(text, start, part.digits ?? maxDigits + 1)
    const count = end - start
    if (part.digits === null ? count < 1 || count > maxDigits : count !== part.digits) return null
    values[part.index] = text.slice(start, end)
  }
  return { values, end }
}

/** The form with these values, or null where it can't be written: a value is missing, is no number, or has too many digits. */
export function writeForm(form: Form, word: string, values: readonly string[]): string | null {
  let text = form.startsWithWord ? word : ''
  for (const part of form.parts) {
    if ('text' in part) text += part.text
    else {
      const value = values[part.index] ?? ''
      const most = part.digits ?? maxDigits
      if (value === '' || value.length > most || endOfDigits(value, 0, most) < value.length) return null
      text += value.padStart(part.digits ?? 1, '0')
    }
  }
  return text
}

/** Where the digits that begin at `start` end, `most` at the most. */
export function endOfDigits(text: string, start: number, most: number): number {
  let end = start
  while (end < text.length && end - start < most && isDigit(text, end)) end += 1
  return end
}

export function isDigit(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  return unit >= 48 && unit <= 57
}
