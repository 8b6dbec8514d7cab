/** A cell: column and row, from 0. */
export interface Cell {
  readonly x: number
  readonly y: number
}

/** Cells of a wall whose colours stand in one number of the state, four bits each. */
export const cellsPerWord = 8

/** As in a spreadsheet: `a` to `z`, then `aa`. */
export function columnName(x: number): string {
  const last = String.fromCharCode(97 + (x % 26))
  return x < 26 ? last : columnName(Math.floor(x / 26) - 1) + last
}

/** `b7` for column 1 and row 6. */
export function cellName({ x, y }: Cell): string {
  return `${columnName(x)}${y + 1}`
}

/** Reads `b7`, of at most two letters and three digits; null where it is none. */
export function readCell(text: string): Cell | null {
  const [, letters, digits] = /^([a-z]{1,2})([1-9][0-9]{0,2})$/.exec(text) ?? []
  if (letters === undefined || digits === undefined) return null
  let x = 0
  for (const letter of letters) x = x * 26 + letter.charCodeAt(0) - 96
  return { x: x - 1, y: Number(digits) - 1 }
}
