import { execFile } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { childEnv } from '../../render/index.ts'

/** What is wrong with a game, as a thread tells it. */
export interface Fault {
  /** Part of the game: `step`, `draw` and so on; empty where it can't even be loaded. */
  readonly part: string
  readonly message: string
  /** As JavaScript has it; empty where there is none. */
  readonly stack: string
}

/** What is wrong with a game, for its author: a sentence that begins with the place, where it is known. */
export interface AuthorError {
  readonly sentence: string
  readonly file: string | null
  /** From 1; null where they are not known. */
  readonly line: number | null
  readonly column: number | null
}

type Place = Pick<AuthorError, 'file' | 'line' | 'column'>

const nowhere: Place = { file: null, line: null, column: null }

/** How our own sentences about a game begin: they need no name of an error before them. */
const sentences = /^(?:game "|command "|the (?:game|module|default export) |state of the game )/

/** Anything can be thrown, even what can't be turned into text. */
export function faultOf(part: string, error: unknown): Fault {
  if (!(error instanceof Error))
    return { part, message: `threw ${typeof error === 'string' ? error : 'something that is no error'}`, stack: '' }
  const name = error.name === 'Error' || sentences.test(error.message) ? '' : `${error.name}: `
  return { part, message: `${part === '' ? '' : 'threw '}${name}${error.message}`, stack: error.stack ?? '' }
}

/** @param files of the game's author as far as they were loaded: one of them is wrong where the error names no place */
export async function explain(fault: Fault, files: readonly string[]): Promise<AuthorError> {
  let place = placeIn(fault.stack)
  if (place === null && fault.message.startsWith('SyntaxError')) place = await placeOfSyntaxError(files)
  const { part, message } = fault
  return errorAt(place ?? nowhere, part === '' ? message : `${part} ${message}`)
}

function errorAt({ file, line, column }: Place, what: string): AuthorError {
  if (file === null) return { ...nowhere, sentence: what }
  const at = [path.relative(process.cwd(), file), line, column].filter((each) => each !== null).join(':')
  return { sentence: `${at}: ${what}`, file, line, column }
}

/** What is wrong, as a sentence that begins with the author’s own line where the stack has one. */
export function explainAt(stack: string, what: string): AuthorError {
  return errorAt(placeIn(stack) ?? nowhere, what)
}

/** Of all modules only an author's have a version; what TypeScript's syntax is wrong in is told before the stack, as `FILE:LINE`. */
function placeIn(stack: string): Place | null {
  const [, url, line, column] = /(file:\/\/[^\s()]+?)\?version=\d+:(\d+)(?::(\d+))?/.exec(stack) ?? []
  if (url !== undefined) return { file: fileURLToPath(url), line: Number(line), column: column ? Number(column) : null }
  const [, file, row] = /^(\/[^\n]+|[A-Za-z]:\\[^\n]+):(\d+)\n/.exec(stack) ?? []
  return file === undefined ? null : { file, line: Number(row), column: null }
}

/** Modules that are looked through for the one that is wrong. */
const maxChecked = 5

/** V8 keeps the place of a syntax error in JavaScript to itself, and tells it only at the terminal. */
async function placeOfSyntaxError(files: readonly string[]): Promise<Place | null> {
  for (const file of files.slice(-maxChecked).toReversed()) {
    const check = promisify(execFile)(process.execPath, ['--check', file], { env: childEnv(), timeout: 3000 })
    const stderr = await check.then(
      () => '',
      (error: { stderr?: string }) => error.stderr ?? '',
    )
    const [, line] = /:(\d+)\n/.exec(stderr) ?? []
    if (line !== undefined) return { file, line: Number(line), column: null }
  }
  return null
}

/** What an author is told of an error, wherever it comes from. */
export function authorErrorOf(error: unknown): AuthorError {
  const { cause } = (error ?? {}) as { readonly cause?: unknown }
  const isKnown = typeof cause === 'object' && cause !== null && 'sentence' in cause
  return isKnown
    ? (cause as AuthorError)
    : { ...nowhere, sentence: error instanceof Error ? error.message : String(error) }
}
