import { soundSeconds } from '../../render/browser.ts'
import { lettersAt } from './bytes.ts'
import { refuse } from './error.ts'
import type { Format } from './format.ts'
import { soundBounds } from './limits.ts'

/**
 * Reads how long a sound is, without decoding any of it.
 *
 * @throws MediaError `too-long`, `broken`
 */
export function readSound(bytes: Uint8Array, { name }: Format): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (name === 'WAV') refuseLongWav(view)
  const seconds = soundSeconds(bytes)
  if (seconds === null) refuse('broken', `There is no sound in the ${name} file.`)
  if (seconds > soundBounds.seconds) tooLong(seconds)
  return seconds
}

/** The data’s length as the file has it: what is longer than the file is a lie, or was never finished. */
function refuseLongWav(view: DataView): void {
  let bytesPerSecond = 0
  for (let at = 12; at + 8 <= view.byteLength;) {
    const length = view.getUint32(at + 4, true)
    const type = lettersAt(view, at)
    if (type === 'fmt ' && at + 20 <= view.byteLength) bytesPerSecond = view.getUint32(at + 16, true)
    if (type === 'data') {
      const seconds = bytesPerSecond === 0 ? Infinity : length / bytesPerSecond
      if (seconds > soundBounds.seconds) tooLong(seconds)
      if (at + 8 + length > view.byteLength) refuse('broken', 'The WAV file is cut off.')
      return
    }
    at += 8 + length + (length & 1)
  }
  refuse('broken', 'There is no sound in the WAV file.')
}

/**
 * What stands before the sound is not read, and there had better be little of it.
 *
 * @throws MediaError `too-large`
 */
export function refuseLongTag(head: DataView): void {
  const bytes = id3Bytes(head)
  if (bytes > soundBounds.tagBytes)
    refuse('too-large', `The MP3 file has ${Math.round(bytes / 2 ** 20)} MB of other things before its sound.`)
}

/** An ID3 tag says its length in four times seven bits. */
export function id3Bytes(view: DataView): number {
  if (view.byteLength < 10 || lettersAt(view, 0).slice(0, 3) !== 'ID3') return 0
  return [6, 7, 8, 9].reduce((length, at) => length * 128 + (view.getUint8(at) & 127), 0) + 10
}

function tooLong(seconds: number): never {
  const long = Number.isFinite(seconds) ? `${Math.round(seconds)} s` : 'longer than it can say'
  return refuse('too-long', `The sound lasts ${long}, and may last ${soundBounds.seconds} s.`)
}
