/** Stereo samples of −1 to 1 as 16-bit PCM, little-endian, left and right in turn; rounded to the nearest. */
export function toPcm16(left: Float32Array, right: Float32Array): ArrayBuffer {
  const out = new DataView(new ArrayBuffer(left.length * 4))
  for (let i = 0; i < left.length; i++) {
    out.setInt16(i * 4, Math.round((left[i] as number) * 32767), true)
    out.setInt16(i * 4 + 2, Math.round((right[i] as number) * 32767), true)
  }
  return out.buffer
}
