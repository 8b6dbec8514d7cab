import { RenderError } from '../../error.ts'
import { askFfmpeg, hasName } from '../ask.ts'
import { isLossless, type EncodeFormat } from '../presets.ts'
import { encoderDetails, encoderNames, type EncoderChoice, type EncoderName } from './names.ts'
import { tryEncoder } from './trial.ts'

/**
 * Settles what encodes, before anything goes on air: a trial with the very arguments of each encoding of the show.
 * `auto` takes the first hardware encoder that passes, else x264; x264 itself is always there.
 *
 * @param formats one for each encoding; what they say of the encoder counts for nothing
 * @throws RenderError `bad-encoder` where the one that is named fails, with what ffmpeg said
 */
export async function chooseEncoder(
  ffmpeg: string,
  formats: readonly EncodeFormat[],
  choice: EncoderChoice,
  log: (level: 'info' | 'warn', line: string) => void,
): Promise<EncoderName> {
  // Lossless is x264's whatever is chosen.
  const lossy = formats.filter(({ preset }) => !isLossless(preset))
  if (choice === 'x264' || lossy.length === 0) return 'x264'
  const candidates = choice === 'auto' ? encoderNames.filter((name) => name !== 'x264') : [choice]
  for (const encoder of candidates) {
    const reason = await firstFailure(ffmpeg, lossy, encoder)
    const { hardware } = encoderDetails[encoder]
    if (reason === null) {
      log('info', `${encoder} has passed its trial and encodes, on ${hardware}`)
      return encoder
    }
    if (choice !== 'auto')
      throw new RenderError(
        'bad-encoder',
        `encoder ${encoder} needs ${hardware} and can’t be used here: ${reason}; use --encoder x264, which needs none`,
      )
  }
  log('info', 'no hardware encoder has passed its trial; x264 encodes')
  return 'x264'
}

/** What ffmpeg said; null where all pass. */
async function firstFailure(
  ffmpeg: string,
  formats: readonly EncodeFormat[],
  encoder: EncoderName,
): Promise<string | null> {
  const { codec } = encoderDetails[encoder]
  if (!hasName(await askFfmpeg(ffmpeg, '-encoders'), codec)) return `this ffmpeg has no ${codec}`
  for (const format of formats) {
    const { works, reason } = await tryEncoder(ffmpeg, { ...format, encoder })
    if (!works) return reason
  }
  return null
}
