export type ServerErrorCode =
  | 'usage'
  | 'bad-config'
  | 'port-in-use'
  | 'no-pages'
  | 'bad-game'
  | 'bad-journal'
  | 'replay-differs'

/** A sentence for the person at the terminal: what is wrong, with which value, and what would be right. */
export class ServerError extends Error {
  override readonly name = 'ServerError'
  readonly code: ServerErrorCode

  constructor(code: ServerErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
