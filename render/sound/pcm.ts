const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1

/** Stereo samples of −1 to 1 as 16-bit PCM, little-endian, left and right in turn; rounded to the nearest. */
export function toPcm16(left: Float32Array, right: Float32Array): ArrayBuffer {
  const out = new Int16Array(left.length * 2)
  for (let i = 0; i < left.length; i++) {
    out[i * 2] = Math.round((left[i] as number) * 32767)
    out[i * 2 + 1] = Math.round((right[i] as number) * 32767)
  }
  if (!isLittleEndian) swapBytes(new Uint8Array(out.buffer))
  return out.buffer
}

/** Typed arrays have the order of the machine. */
function swapBytes(bytes: Uint8Array): void {
  for (let i = 0; i < bytes.length; i += 2) {
    const low = bytes[i + 1] as number
    bytes[i + 1] = bytes[i] as number
    bytes[i] = low
  }
}
