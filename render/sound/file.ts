import { ogg, mp3, wav } from './file-seconds.ts'

/** The most of one file, and of all that a game has. Ten minutes of stereo are 230 MB at 48 kHz when they are decoded. */
export const soundLimits = { sounds: 64, fileBytes: 20 * 2 ** 20, seconds: 600, decodedBytes: 512 * 2 ** 20 } as const

export type SoundKind = 'wav' | 'ogg' | 'mp3'

/** What a file is by its first bytes, whatever its name says; null for anything else. */
export function soundKind(head: Uint8Array): SoundKind | null {
  const text = String.fromCharCode(...head.subarray(0, 12))
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WAVE') return 'wav'
  if (text.startsWith('OggS')) return 'ogg'
  if (text.startsWith('ID3')) return 'mp3'
  const [first = 0, second = 0] = head
  // Eleven bits of sync, MPEG 1 or 2, layer III.
  return first === 0xff && (second & 0xe6) === 0xe2 && (second & 0x18) !== 0x08 ? 'mp3' : null
}

/**
 * How long the sound of a file is, in seconds, read without decoding any of it; null where the file doesn't say.
 * A browser decodes a file as a whole, and a small one may hold hours.
 */
export function soundSeconds(bytes: Uint8Array): number | null {
  const kind = soundKind(bytes)
  if (kind === null) return null
  const seconds = { wav, ogg, mp3 }[kind](new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  return seconds !== null && Number.isFinite(seconds) && seconds > 0 ? seconds : null
}

/** A sample as it is played: what is not finite, or far too loud, becomes silence, as a file may hold anything. */
export const cleanSample = (value: number): number => (Math.abs(value) <= 4 ? value : 0)
