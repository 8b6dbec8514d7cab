/** A cartridge of its parts: where each begins, and base64 of it; what is between them is empty. */
export function unpackCartridge(
  length: number,
  parts: readonly (readonly [begin: number, ...base64: string[]])[],
): Uint8Array {
  const rom = new Uint8Array(length)
  for (const [begin, ...lines] of parts) {
    const bytes = atob(lines.join(''))
    for (let i = 0; i < bytes.length; i++) rom[begin + i] = bytes.charCodeAt(i)
  }
  return rom
}
