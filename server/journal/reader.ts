import { ServerError } from '../error.ts'
import { readHeader, type JournalHeader } from './header.ts'
import { readLines, type TextLine } from './lines.ts'
import { createLineReader, joined, maxLineBytes, type JournalLine, type TickInput } from './record.ts'
import { hashSeconds } from './state-hash.ts'

/** What a journal has next: what came in to a tick, or what the state was after it. */
export type JournalEntry =
  | { readonly kind: 'input'; readonly input: TickInput }
  | { readonly kind: 'hash'; readonly tick: number; readonly hash: string; readonly end: JournalLine['end'] }

export interface JournalReader extends AsyncDisposable {
  readonly header: JournalHeader
  /** In the order of their ticks. @throws ServerError `bad-journal`, whose sentence names the line */
  readonly entries: AsyncGenerator<JournalEntry>
}

/**
 * Opens a journal. One that ends in the middle of a line is what a crash or a power cut leaves behind: it is read up to there. Any
 * other line that is none is an error, since what follows it would be played without it.
 *
 * @param warn is told of a last line that is left out
 * @throws ServerError `bad-journal`
 */
export async function openReader(file: string, warn: (line: string) => void): Promise<JournalReader> {
  const lines = readLines(file, maxLineBytes)
  const close = async () => void (await lines.return(undefined))
  try {
    const first = await lines.next()
    if (first.done) throw new ServerError('bad-journal', `journal ${file} is empty`)
    const header = readHeader(parse(first.value).value, file)
    return { header, entries: read(file, lines, header.tickRate, warn), [Symbol.asyncDispose]: close }
  } catch (error) {
    await close()
    throw error
  }
}

async function* read(
  file: string,
  lines: AsyncGenerator<TextLine>,
  tickRate: number,
  warn: (line: string) => void,
): AsyncGenerator<JournalEntry> {
  const check = createOrder(tickRate)
  const readLine = createLineReader()
  let wrong: { number: number; why: string } | null = null
  let part: TickInput | null = null
  for await (const each of lines) {
    if (wrong !== null) throw new ServerError('bad-journal', `journal ${file}, line ${wrong.number}: ${wrong.why}`)
    const { value, why } = parse(each)
    const line = why === null ? readLine(value) : why
    const problem = typeof line === 'string' ? line : check(line)
    // The last line may be anything, and only the next one tells that this was not the last.
    if (typeof line === 'string' || problem !== null) wrong = { number: each.number, why: problem ?? 'wrong' }
    else if (line.hash !== null) yield { kind: 'hash', tick: line.tick, hash: line.hash, end: line.end }
    else if (line.input !== null) {
      const input: TickInput = part === null ? line.input : joined(part, line.input)
      part = line.isPart ? input : null
      if (part === null) yield { kind: 'input', input }
    }
  }
  if (wrong !== null) warn(`journal ${file}: its last line (${wrong.number}) is left out: ${wrong.why}`)
  else if (part !== null) warn(`journal ${file}: the last tick (${part.tick}) is left out: it is not whole`)
}

/** Tells what is wrong with the order of lines, and null where nothing is. */
function createOrder(tickRate: number): (line: JournalLine) => string | null {
  let last = 0
  /** Whether lines of the last tick may follow. */
  let more: 'input' | 'part' | 'hash' = 'input'
  let hasEnded = false
  return ({ tick, hash, end, isPart }) => {
    if (hasEnded) return 'something follows the end'
    if (more === 'part' && (tick !== last || hash !== null)) return `tick ${last} is not whole`
    if (tick < last) return `ticks fall from ${last} to ${tick}`
    if (tick === last && hash === null && more === 'hash') return `tick ${tick} is there twice`
    // A hash every ten seconds is always there, so whatever leaps further has lost lines.
    if (tick - last > hashSeconds * tickRate) return `ticks leap from ${last} to ${tick}`
    last = tick
    hasEnded = end !== null
    if (hash !== null || !isPart) more = 'hash'
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
