/** Mappers that the emulator knows: circuits of a cartridge that switch its memory, by their iNES numbers. */
const mappers: ReadonlySet<number> = new Set([
  ...[0, 1, 2, 3, 4, 5, 7, 9, 11, 34, 38, 66, 71, 79, 94, 118, 119, 140, 180, 240, 241],
])

const headerBytes = 16
const trainerBytes = 512
const programBank = 16 * 1024
const pictureBank = 8 * 1024

/** What is wrong with a file as a cartridge, in a sentence for the streamer; null where it can be played. */
export function problemOf(rom: Uint8Array): string | null {
  if (rom.length < headerBytes || rom[0] !== 0x4e || rom[1] !== 0x45 || rom[2] !== 0x53 || rom[3] !== 0x1a)
    return 'this is no NES cartridge: a .nes file begins with the letters NES and the byte 1a (the iNES header)'
  const [banks = 0, pictures = 0, low = 0, high = 0] = rom.subarray(4)
  const isNew = (high & 0x0c) === 0x08
  const needed = headerBytes + (low & 4 ? trainerBytes : 0) + banks * programBank + pictures * pictureBank
  if (banks === 0) return 'the header of this cartridge says that it has no program'
  if (isNew && (rom[9] ?? 0) !== 0)
    return 'this cartridge is larger than any that the console here can take (NES 2.0 sizes)'
  if (rom.length < needed)
    return `this cartridge is cut short: its header tells of ${needed} bytes, and the file has ${rom.length}`
  const mapper = mapperOf(rom, isNew)
  if (!mappers.has(mapper))
    return `this cartridge needs mapper ${mapper}, which the console here doesn’t have; it has ${[...mappers].join(', ')}`
  if (isNew && ((rom[12] ?? 0) & 3) === 1) return 'this cartridge is for PAL consoles: use its NTSC version'
  return null
}

/** Old tools wrote their names behind byte 8, and over the upper half of the mapper. */
function mapperOf(rom: Uint8Array, isNew: boolean): number {
  const [low = 0, high = 0] = rom.subarray(6)
  if (isNew) return (low >> 4) | (high & 0xf0) | (((rom[8] ?? 0) & 0x0f) << 8)
  const isClean = rom.subarray(8, headerBytes).every((byte) => byte === 0)
  return (low >> 4) | (isClean ? high & 0xf0 : 0)
}
