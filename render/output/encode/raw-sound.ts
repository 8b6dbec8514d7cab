import { samplesBefore } from '../../clock.ts'
import { sampleTimestamp } from '../matroska.ts'
import type { PictureFormat } from '../presets.ts'
import type { FrameSource } from '../source.ts'
import type { Packet } from './packet.ts'

/** The sound of frames `from` to `to` as it is: what isn't encoded goes out beside its frame. */
export function soundBeside(
  { format, source }: { readonly format: PictureFormat; readonly source: Pick<FrameSource, 'sound'> },
  from: number,
  to: number,
): Packet[] {
  const { fps, sampleRate } = format
  return Array.from({ length: to - from + 1 }, (_, index) => {
    const number = samplesBefore(from + index, fps, sampleRate)
    const at = sampleTimestamp(number, sampleRate)
    return { kind: 'audio', isKey: true, number, at, data: source.sound.read(from + index) }
  })
}
