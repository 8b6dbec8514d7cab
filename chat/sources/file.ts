import { readFile, stat } from 'node:fs/promises'
import { z } from 'zod'
import { ChatError, messageOf, named } from '../error.ts'
import type { ChatMessage } from '../message.ts'
import type { ChatSource } from './source.ts'

/** A recording is held in memory whole: some 500,000 messages. A line may be a 115 KB message and far more. */
const maxFileBytes = 64 * 2 ** 20
const maxLineUnits = 2 ** 20

const record = z.object({
  atMs: z.int().min(0),
  userId: z.string().min(1).max(200),
  user: z.string().max(200),
  text: z.string(),
  badges: z.array(z.string().max(100)).max(50).default([]),
})

interface TimedMessage {
  readonly atMs: number
  readonly message: ChatMessage
}

/**
 * Reads recorded chat: JSON lines of `{"atMs":1200,"userId":"42","user":"alice","text":"red","badges":["subscriber"]}`,
 * `atMs` in whole milliseconds of the show's own time and never falling. Blank lines are skipped.
 *
 * @throws {ChatError} `bad-file`, whose sentence names the file and the line
 */
export async function openFile(id: string, path: string): Promise<ChatSource> {
  const messages = parseRecording(id, path, await readText(path))
  return new FileSource(id, messages)
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

function parseRecording(id: string, path: string, text: string): TimedMessage[] {
  const messages: TimedMessage[] = []
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
    const { atMs, userId, ...rest } = parseLine(line, fail)
    if (atMs < lastMs) fail(`atMs falls from ${lastMs} to ${atMs}, and must not`)
    lastMs = atMs
    messages.push({ atMs, message: { source: id, id: null, userId: `file:${userId}`, ...rest } })
  }
  return messages
}

function parseLine(line: string, fail: (why: string, cause?: unknown) => never): z.infer<typeof record> {
  if (line.length > maxLineUnits) fail(`it has ${line.length} characters, and may have ${maxLineUnits}`)
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch (cause) {
    fail('it is not JSON', cause)
  }
  const result = record.safeParse(value)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  return fail(`${issue?.path.join('.') || 'it'}: ${issue?.message ?? 'not a message'}`, result.error)
}

class FileSource implements ChatSource {
  readonly id: string
  readonly dropped = 0
  #next = 0
  #closed = false
  readonly #messages: readonly TimedMessage[]

  constructor(id: string, messages: readonly TimedMessage[]) {
    this.id = id
    this.#messages = messages
  }

  get state(): ChatSource['state'] {
    return this.#closed || this.#next === this.#messages.length ? 'closed' : 'live'
  }

  drain(showMs: number): ChatMessage[] {
    const due: ChatMessage[] = []
    for (; !this.#closed; this.#next++) {
      const timed = this.#messages[this.#next]
      if (timed === undefined || timed.atMs > showMs) break
      due.push(timed.message)
    }
    return due
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true
  }
}
