import { readFile, stat } from 'node:fs/promises'
import { ChatError, messageOf, named } from '../error.ts'
import { readRecord, type TimedItem } from './file-record.ts'
import type { ChatItem, ChatSource } from './source.ts'

/** A recording is held in memory whole: some 500,000 messages. A line may be a 115 KB message and far more. */
const maxFileBytes = 64 * 2 ** 20
const maxLineUnits = 2 ** 20

/**
 * Reads recorded chat: JSON lines of `{"atMs":1200,"userId":"42","user":"alice","text":"red","badges":["subscriber"]}`,
 * `atMs` in whole milliseconds of the show's own time and never falling. `id` and `login` may be added. A line with a `type`
 * is an event with the fields of `ChatEvent`: `{"atMs":1300,"type":"user-banned","userId":"42"}`. Blank lines are skipped.
 *
 * @throws {ChatError} `bad-file`, whose sentence names the file and the line
 */
export async function openFile(id: string, path: string): Promise<ChatSource> {
  return new FileSource(id, parseRecording(id, path, await readText(path)))
}

async function readText(path: string): Promise<string> {
  try {
    const { size } = await stat(path)
    if (size > maxFileBytes) throw new RangeError(`it has ${size} bytes, and may have ${maxFileBytes}`)
    return await readFile(path, 'utf8')
  } catch (cause) {
    throw new ChatError('bad-file', `chat file ${named(path)} can't be read: ${messageOf(cause)}`, { cause })
  }
}

function parseRecording(id: string, path: string, text: string): TimedItem[] {
  const items: TimedItem[] = []
  let lastMs = 0
  // A byte-order mark, as some editors write it, is no part of the first line.
  for (const [index, line] of text
    .replace(/^\ufeff/, '')
    .split('\n')
    .entries()) {
    if (line.trim() === '') continue
    const fail = (why: string, cause?: unknown): never => {
      throw new ChatError('bad-file', `chat file ${named(path)}, line ${index + 1}: ${why}`, { cause })
    }
    const timed = readRecord(id, parseJson(line, fail), fail)
    if (timed.atMs < lastMs) fail(`atMs falls from ${lastMs} to ${timed.atMs}, and must not`)
    lastMs = timed.atMs
    items.push(timed)
  }
  return items
}

function parseJson(line: string, fail: (why: string, cause?: unknown) => never): unknown {
  if (line.length > maxLineUnits) fail(`it has ${line.length} characters, and may have ${maxLineUnits}`)
  try {
    const value: unknown = JSON.parse(line)
    // A line without a type is a message, as all of them once were.
    return typeof value === 'object' && value !== null && !('type' in value) ? { ...value, type: 'message' } : value
  } catch (cause) {
    return fail('it is not JSON', cause)
  }
}

class FileSource implements ChatSource {
  readonly id: string
  readonly dropped = 0
  #next = 0
  /** How many were due at the last drain. */
  #due = 0
  #closed = false
  readonly #items: readonly TimedItem[]

  constructor(id: string, items: readonly TimedItem[]) {
    this.id = id
    this.#items = items
  }

  get state(): ChatSource['state'] {
    return this.#closed || this.#next === this.#items.length ? 'closed' : 'live'
  }

  get waiting(): number {
    return this.#closed ? 0 : this.#due - this.#next
  }

  drain(showMs: number, limit = Infinity): ChatItem[] {
    if (this.#closed) return []
    while ((this.#items[this.#due]?.atMs ?? Infinity) <= showMs) this.#due += 1
    const items = this.#items.slice(this.#next, Math.min(this.#due, this.#next + limit))
    this.#next += items.length
    return items.map(({ item }) => item)
  }

  skip(showMs: number): void {
    while ((this.#items[this.#due]?.atMs ?? Infinity) <= showMs) this.#due += 1
    this.#next = this.#due
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true
  }
}
