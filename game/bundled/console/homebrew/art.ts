/** Half of the console’s pattern memory has 256 tiles, each in two planes of eight bytes. */
const tileBytes = 16

/** Puts a tile of 8 rows of 8 colours, `.` for the first and `1` to `3`, where the console finds it by its number. */
function putTile(bytes: Uint8Array, tile: number, rows: readonly string[]): void {
  if (tile > 255) throw new RangeError('there are more than 256 tiles')
  for (const [y, row] of rows.entries())
    for (const [x, sign] of row.split('').entries()) {
      const colour = sign === '.' ? 0 : Number(sign)
      if (!(colour <= 3)) throw new SyntaxError(`“${sign}” in “${row}” is no colour`)
      const at = tile * tileBytes + y
      bytes[at] = (bytes[at] as number) | ((colour & 1) << (7 - x))
      bytes[at + 8] = (bytes[at + 8] as number) | ((colour >> 1) << (7 - x))
    }
}

/**
 * Reads drawings: a line `= NAME`, then rows of equal length, in whole tiles. 16 rows make two rows of tiles, and 32 two pictures
 * of that kind, one below the other. They are numbered from `first` on, row by row.
 */
export function drawTiles(bytes: Uint8Array, text: string, first: number): Map<string, number> {
  const names = new Map<string, number>()
  let next = first
  for (const block of text.split(/^= /m).slice(1)) {
    const [name = '', ...rows] = block.trim().split('\n')
    names.set(name.split(' ', 1)[0] as string, next)
    const width = rows[0]?.length ?? 0
    if (width % 8 > 0 || rows.length % 8 > 0 || rows.some((row) => row.length !== width))
      throw new SyntaxError(`${name} has no whole tiles`)
    for (let y = 0; y < rows.length; y += 8)
      for (let x = 0; x < width; x += 8) {
        const tile = rows.slice(y, y + 8).map((row) => row.slice(x, x + 8))
        putTile(bytes, next++, tile)
      }
  }
  return names
}

/** Letters of 5 by 7, a line each: the sign, then a number a row. They are drawn 6 wide, which is seen from afar. */
function readFont(text: string): Map<string, string[]> {
  const glyphs = text
    .trim()
    .split('\n')
    .map((line) => {
      const [sign = '', ...rows] = line.split(' ')
      return [sign, rows.map((row) => Number.parseInt(row, 16))] as const
    })
  const drawn = (row: number) => {
    const wide = (row << 1) | row
    return Array.from({ length: 8 }, (_, x) => ((wide >> (6 - x)) & 1 ? '3' : '.')).join('')
  }
  return new Map(glyphs.map(([sign, rows]) => [sign, [...rows.map(drawn), '........']]))
}

/** The letters at their ASCII codes. */
export function drawFont(bytes: Uint8Array, text: string): void {
  for (const [sign, rows] of readFont(text)) putTile(bytes, sign.charCodeAt(0), rows)
}

/** A word in letters of twice the size, lit from above: the upper and the lower half of it, as drawings. */
export function bigWord(font: string, word: string): readonly [upper: string, lower: string] {
  const glyphs = readFont(font)
  const rows = Array.from({ length: 16 }, (_, y) =>
    word
      .split('')
      .map((sign) =>
        (glyphs.get(sign)?.[y >> 1] ?? '........')
          .split('')
          .map((dot) => shaded(dot, y).repeat(2))
          .join(''),
      )
      .join(''),
  )
  return [rows.slice(0, 8).join('\n'), rows.slice(8).join('\n')]
}

function shaded(dot: string, y: number): string {
  if (dot === '.') return '.'
  return y < 7 ? '3' : y < 11 ? '2' : '1'
}
