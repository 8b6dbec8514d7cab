import { ServerError } from '../error.ts'
import { readHeader, type JournalHeader } from './header.ts'
import { linesBefore, readLines, type TextLine } from './lines.ts'
import { createLineReader, joined, maxLineBytes, type JournalLine, type TickInput } from './record.ts'
import { hashSeconds } from './state-hash.ts'

/** What a journal has next: what came in to a tick, what the state was after it, or that the show went on after it in another process. */
export type JournalEntry = {
  /** Bytes of the file until behind this entry; null where its last line has no line break. */
  readonly bytes: number | null
} & (
  | { readonly kind: 'input'; readonly input: TickInput }
  | { readonly kind: 'hash'; readonly tick: number; readonly hash: string; readonly end: JournalLine['end'] }
  | { readonly kind: 'resumed'; readonly tick: number }
)

/** From where on a journal is read: behind so many bytes, which are whole ticks. */
export interface JournalPlace {
  readonly bytes: number
  /** The last one before it. */
  readonly tick: number
  readonly overloaded: boolean
}

export interface JournalReader extends AsyncDisposable {
  readonly header: JournalHeader
  /** Bytes of the file until behind the header’s line. */
  readonly headerBytes: number
  /** In the order of their ticks. @throws ServerError `bad-journal`, whose sentence names the line */
  readonly entries: AsyncGenerator<JournalEntry>
}

/** A line that is none, or that can’t stand where it does. */
export interface WrongLine {
  /** Counted from the beginning of the file, from 1. */
  readonly number: number
  readonly why: string
}

/**
 * Opens a journal. One that ends in the middle of a line is what a crash or a power cut leaves behind: it is read up to there. Any
 * other line that is none is an error, since what follows it would be played without it.
 *
 * @param warn is told of a last line that is left out
 * @param from where to begin; the beginning is read in any case, for the header
 * @param broken is told of the first wrong line, before which the entries end then; without it they throw there
 * @throws ServerError `bad-journal`
 */
export async function openReader(
  file: string,
  warn: (line: string) => void,
  from: JournalPlace | null = null,
  broken: ((line: WrongLine) => void) | null = null,
): Promise<JournalReader> {
  const lines = readLines(file, maxLineBytes)
  const close = async () => void (await lines.return(undefined))
  try {
    const first = await lines.next()
    if (first.done) throw new ServerError('bad-journal', `journal ${file} is empty`)
    const header = readHeader(parse(first.value).value, file)
    const place = from ?? { bytes: 0, tick: 0, overloaded: false }
    const rest = from === null ? lines : readLines(file, maxLineBytes, from.bytes)
    const entries = read(file, rest, { tickRate: header.tickRate, place, warn, broken })
    const closeAll = async () => void (await Promise.all([close(), rest.return(undefined)]))
    return { header, headerBytes: first.value.end ?? 0, entries, [Symbol.asyncDispose]: closeAll }
  } catch (error) {
    await close()
    throw error
  }
}

interface ReadOptions {
  readonly tickRate: number
  readonly place: JournalPlace
  readonly warn: (line: string) => void
  readonly broken: ((line: WrongLine) => void) | null
}

async function* read(
  file: string,
  lines: AsyncGenerator<TextLine>,
  { tickRate, place, warn, broken }: ReadOptions,
): AsyncGenerator<JournalEntry> {
  const check = createOrder(tickRate, place.tick)
  const readLine = createLineReader(place.overloaded)
  let wrong: WrongLine | null = null
  let part: TickInput | null = null
  for await (const each of lines) {
    if (wrong !== null) throw new ServerError('bad-journal', `journal ${file}, line ${wrong.number}: ${wrong.why}`)
    const { value, why } = parse(each)
    const bytes = each.end
    const line = why === null ? readLine(value) : why
    const problem = typeof line === 'string' ? line : check(line)
    // The last line may be anything, and only the next one tells that this was not the last.
    if (typeof line === 'string' || problem !== null) {
      wrong = { number: (await linesBefore(file, place.bytes)) + each.number, why: problem ?? 'wrong' }
      if (broken !== null) return broken(wrong)
    } else if (line.hash !== null) yield { kind: 'hash', bytes, tick: line.tick, hash: line.hash, end: line.end }
    else if (line.resumed !== null) yield { kind: 'resumed', bytes, tick: line.tick }
    else if (line.input !== null) {
      const input: TickInput = part === null ? line.input : joined(part, line.input)
      part = line.isPart ? input : null
      if (part === null) yield { kind: 'input', bytes, input }
    }
  }
  if (wrong !== null) warn(`journal ${file}: its last line (${wrong.number}) is left out: ${wrong.why}`)
  else if (part !== null) warn(`journal ${file}: the last tick (${part.tick}) is left out: it is not whole`)
}

/** Tells what is wrong with the order of lines, and null where nothing is. */
function createOrder(tickRate: number, begin: number): (line: JournalLine) => string | null {
  let last = begin
  /** Whether lines of the last tick may follow. */
  let more: 'input' | 'part' | 'hash' = begin === 0 ? 'input' : 'hash'
  let hasEnded = false
  return ({ tick, hash, end, isPart, resumed }) => {
    if (hasEnded && resumed === null) return 'something follows the end'
    if (more === 'part' && (tick !== last || hash !== null || resumed !== null)) return `tick ${last} is not whole`
    if (tick < last) return `ticks fall from ${last} to ${tick}`
    if (tick === last && hash === null && resumed === null && more === 'hash') return `tick ${tick} is there twice`
    // A hash every ten seconds is always there, so whatever leaps further has lost lines.
    if (tick - last > hashSeconds * tickRate) return `ticks leap from ${last} to ${tick}`
    last = tick
    hasEnded = end !== null
    if (hash !== null || resumed !== null || !isPart) more = 'hash'
    else more = 'part'
    return null
  }
}

/** JSON of a line, and what is wrong with it. */
function parse({ text }: TextLine): { value: unknown; why: string | null } {
  if (text === null) return { value: null, why: `it has more than ${maxLineBytes} bytes` }
  try {
    return { value: JSON.parse(text) as unknown, why: null }
  } catch {
    return { value: null, why: 'it is not JSON' }
  }
}
