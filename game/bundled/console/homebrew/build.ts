import { bigWord, drawFont, drawTiles } from './art.ts'
import { assemble, type SourceFile } from './assemble.ts'

/** The parts of the game's source that its build reads, in the order in which they are assembled. */
const sourceFiles = [
  'ram.asm',
  'notes.asm',
  'main.asm',
  'screens.asm',
  'garden.asm',
  'keeper.asm',
  'moths.asm',
  'sound.asm',
] as const

/** The letters stand at their ASCII codes; other tiles of the ground follow them. */
const firstTile = 96

/** iNES: one bank of 16 KB of program, one of 8 KB of pictures, mapper 0, which has neither more. */
const header = [0x4e, 0x45, 0x53, 0x1a, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
const programBytes = 0x4000
const halfBytes = 0x1000

/** A cartridge, and the addresses of its variables. */
export interface Cartridge {
  readonly rom: Uint8Array
  readonly names: ReadonlyMap<string, number>
}

/**
 * Makes the cartridge of the game: draws the tiles, assembles the program, and puts a header before them.
 *
 * @param read gives the text of one of those files, or of `font.txt`, `tiles.txt` or `sprites.txt`, the drawings
 */
export function buildCartridge(read: (file: string) => string): Cartridge {
  const font = read('font.txt')
  const [ground, sprites] = [new Uint8Array(halfBytes), new Uint8Array(halfBytes)]
  drawFont(ground, font)
  const [a, b] = bigWord(font, 'LANTERN')
  const [c, d] = bigWord(font, 'KEEPER')
  const logo = `= T_LOGO_A\n${a}\n= T_LOGO_B\n${b}\n= T_LOGO_C\n${c}\n= T_LOGO_D\n${d}\n`
  const tiles = drawTiles(ground, read('tiles.txt') + logo, firstTile)
  const figures = drawTiles(sprites, read('sprites.txt'), 0)
  const numbers = [...tiles, ...figures].map(([name, tile]) => `${name} = ${tile}`).join('\n')
  const files = sourceFiles.map((name): SourceFile => ({ name, text: read(name) }))
  const { bytes, names } = assemble([{ name: 'tiles', text: numbers }, ...files])
  if (bytes.length !== programBytes) throw new RangeError(`the program has ${bytes.length} bytes, not ${programBytes}`)
  return { rom: Uint8Array.of(...header, ...bytes, ...ground, ...sprites), names }
}
