/** Sound as a WAV file: 16 bits, two channels (RIFF, as in Microsoft's "Multimedia Programming Interface", 1991). */
export function encodeWav(left: Float32Array, right: Float32Array, sampleRate: number): Uint8Array {
  const bytes = 4 * left.length
  const wav = Buffer.alloc(headerBytes + bytes)
  wav.write('RIFF', 0, 'latin1')
  wav.writeUInt32LE(headerBytes - 8 + bytes, 4)
  wav.write('WAVEfmt ', 8, 'latin1')
  wav.writeUInt32LE(16, 16)
  for (const [at, value] of [1, 2].entries()) wav.writeUInt16LE(value, 20 + 2 * at)
  wav.writeUInt32LE(sampleRate, 24)
  wav.writeUInt32LE(4 * sampleRate, 28)
  for (const [at, value] of [4, 16].entries()) wav.writeUInt16LE(value, 32 + 2 * at)
  wav.write('data', 36, 'latin1')
  wav.writeUInt32LE(bytes, 40)
  for (let i = 0; i < left.length; i++) {
    wav.writeInt16LE(toInteger(left[i] as number), headerBytes + 4 * i)
    wav.writeInt16LE(toInteger(right[i] as number), headerBytes + 4 * i + 2)
  }
  return wav
}

const headerBytes = 44
const toInteger = (sample: number) => Math.round(32_767 * Math.min(1, Math.max(-1, sample)))

/** Samples of a file that `encodeWav` made, in turns left and right; null for any other. */
export function decodeWav(bytes: Uint8Array): { readonly sampleRate: number; readonly samples: Float32Array } | null {
  const wav = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (wav.length < headerBytes || wav.toString('latin1', 0, 4) !== 'RIFF' || wav.toString('latin1', 36, 40) !== 'data')
    return null
  const count = (wav.length - headerBytes) >> 1
  const samples = Float32Array.from({ length: count }, (_, i) => wav.readInt16LE(headerBytes + 2 * i) / 32_767)
  return { sampleRate: wav.readUInt32LE(24), samples }
}
