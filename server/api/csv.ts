import { answerOf } from './answers.ts'

export const csvType = 'text/csv; charset=utf-8'

/** What a route that answers with a table says of it. */
export const csvAnswer = answerOf('text/csv', 'A table as RFC 4180 has it; the first line has the names of the columns')

/** A table as RFC 4180 has it; the first line has the names of the columns. */
export function csv(rows: readonly object[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  return csvHead(columns) + csvRows(columns, rows)
}

/** The first line of a table that comes in parts. */
export const csvHead = (columns: readonly string[]): string => `${columns.join(',')}\r\n`

/** Some of its other lines. */
export function csvRows(columns: readonly string[], rows: readonly object[]): string {
  const lines = rows.map((row) => columns.map((column) => cell((row as Record<string, unknown>)[column])).join(','))
  return lines.map((line) => `${line}\r\n`).join('')
}

/** A cell that begins like a formula would be one in a spreadsheet, and viewers choose what is in some. */
function cell(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number') return String(value)
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
