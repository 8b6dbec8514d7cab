/** Why something can’t be shown or sent; the sentence of the error says what to do. */
export type RenderErrorCode =
  | 'bad-fps'
  | 'bad-size'
  | 'bad-output'
  | 'bad-preset'
  | 'bad-encoder'
  | 'bad-asset'
  | 'no-ffmpeg'
  | 'ffmpeg-refused'
  | 'unwritable'
  | 'worker-failed'
  | 'bad-option'
  | 'bad-pixels'
  | 'bad-samples'
  | 'buffer-full'
  | 'writer-closed'

/** What can go wrong with a picture or an output, in a sentence that tells the person at the terminal what to do next. */
export class RenderError extends Error {
  override readonly name = 'RenderError'
  readonly code: RenderErrorCode

  constructor(code: RenderErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
