import { open, type FileHandle } from 'node:fs/promises'
import { messageOf } from '../../chat/index.ts'
import { ServerError } from '../error.ts'

const chunkBytes = 64 * 1024

/** A line of a file, without its line break. */
export interface TextLine {
  /** Counted from 1. */
  readonly number: number
  /** Null where it is longer than it may be. */
  readonly text: string | null
}

/**
 * The lines of a file, read as they are asked for; blank ones are counted and left out. No more of the file is held than one line.
 *
 * @throws ServerError `bad-journal` where the file can't be read
 */
export async function* readLines(file: string, maxBytes: number): AsyncGenerator<TextLine> {
  await using handle = await openFile(file)
  const chunk = Buffer.alloc(chunkBytes)
  let parts: Buffer[] = []
  let bytes = 0
  let number = 0
  const add = (part: Buffer) => {
    bytes += part.length
    if (bytes <= maxBytes) parts.push(Buffer.from(part))
  }
  const take = (): TextLine[] => {
    number += 1
    const text = bytes > maxBytes ? null : Buffer.concat(parts).toString()
    parts = []
    bytes = 0
    return text === null || text.trim() !== '' ? [{ number, text }] : []
  }
  for (;;) {
    const { bytesRead } = await readChunk(handle, chunk, file)
    if (bytesRead === 0) break
    const read = chunk.subarray(0, bytesRead)
    let from = 0
    for (let at = read.indexOf(10); at >= 0; at = read.indexOf(10, from)) {
      add(read.subarray(from, at))
      from = at + 1
      yield* take()
    }
    add(read.subarray(from))
  }
  if (bytes > 0) yield* take()
}

async function openFile(file: string): Promise<FileHandle> {
  try {
    return await open(file, 'r')
  } catch (cause) {
    throw new ServerError('bad-journal', `journal ${file} can't be read: ${messageOf(cause)}`, { cause })
  }
}

async function readChunk(handle: FileHandle, chunk: Buffer, file: string): Promise<{ bytesRead: number }> {
  try {
    return await handle.read(chunk)
  } catch (cause) {
    throw new ServerError('bad-journal', `journal ${file} can't be read: ${messageOf(cause)}`, { cause })
  }
}
