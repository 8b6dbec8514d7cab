/** Why a file is not taken, or is not used. */
export type MediaErrorCode =
  | 'not-media'
  | 'lies'
  | 'broken'
  | 'too-large'
  | 'too-long'
  | 'full'
  | 'busy'
  | 'cut-off'
  | 'unknown'
  | 'in-use'
  | 'wrong-kind'
  | 'not-now'

/** A sentence for the person who uploads: what is wrong with the file, and what would be right. */
export class MediaError extends Error {
  override readonly name = 'MediaError'
  readonly code: MediaErrorCode

  constructor(code: MediaErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** @throws MediaError */
export function refuse(code: MediaErrorCode, sentence: string): never {
  throw new MediaError(code, sentence)
}
