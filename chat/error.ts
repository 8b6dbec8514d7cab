export type ChatErrorCode = 'bad-url' | 'bad-file' | 'bad-setting'

/**
 * What is wrong with how chat was set up, found before anything starts.
 * The sentence names the value and the valid choices, and can be printed as it is.
 * What viewers type is never an error: it is an `Outcome`.
 */
export class ChatError extends Error {
  override readonly name = 'ChatError'
  readonly code: ChatErrorCode

  constructor(code: ChatErrorCode, sentence: string, options?: ErrorOptions) {
    super(sentence, options)
    this.code = code
  }
}

/** What to say of something that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** A value as an error names it: quoted, on one line, and short. */
export function named(value: string): string {
  return JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}…` : value)
}
