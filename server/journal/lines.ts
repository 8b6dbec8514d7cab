import { createReadStream } from 'node:fs'
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
  /** Bytes of the file until behind its line break; null for a last line without one. */
  readonly end: number | null
}

/**
 * The lines of a file, read as they are asked for; blank ones are counted and left out. No more of the file is held than one line.
 *
 * @param from bytes that are passed over, as many as whole lines have
 * @throws ServerError `bad-journal` where the file can't be read
 */
export async function* readLines(file: string, maxBytes: number, from = 0): AsyncGenerator<TextLine> {
  await using handle = await openFile(file)
  const chunk = Buffer.alloc(chunkBytes)
  let parts: Buffer[] = []
  let bytes = 0
  let number = 0
  let position = from
  const add = (part: Buffer) => {
    bytes += part.length
    if (bytes <= maxBytes) parts.push(Buffer.from(part))
  }
  const take = (end: number | null): TextLine[] => {
    number += 1
    const text = bytes > maxBytes ? null : Buffer.concat(parts).toString()
    parts = []
    bytes = 0
    return text === null || text.trim() !== '' ? [{ number, text, end }] : []
  }
  for (;;) {
    const { bytesRead } = await readChunk(handle, chunk, position, file)
    if (bytesRead === 0) break
    const read = chunk.subarray(0, bytesRead)
    let begin = 0
    for (let at = read.indexOf(10); at >= 0; at = read.indexOf(10, begin)) {
      add(read.subarray(begin, at))
      begin = at + 1
      yield* take(position + begin)
    }
    add(read.subarray(begin))
    position += bytesRead
  }
  if (bytes > 0) yield* take(null)
}

/** How many lines so many bytes of a file have, for a line that was counted only from there. */
export async function linesBefore(file: string, bytes: number): Promise<number> {
  if (bytes === 0) return 0
  let lines = 0
  for await (const chunk of createReadStream(file, { end: bytes - 1 }) as AsyncIterable<Buffer>)
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines += 1
  return lines
}

/** Cuts off what stands behind the last line break: a line that the end of a process left half written. */
export async function cutHalfLine(file: string): Promise<void> {
  await using handle = await open(file, 'r+')
  const chunk = Buffer.alloc(chunkBytes)
  for (let end = (await handle.stat()).size; end > 0;) {
    const begin = Math.max(0, end - chunkBytes)
    const { bytesRead } = await handle.read(chunk, 0, end - begin, begin)
    const at = chunk.subarray(0, bytesRead).lastIndexOf(10)
    if (at >= 0) return await handle.truncate(begin + at + 1)
    end = begin
  }
}

async function openFile(file: string): Promise<FileHandle> {
  try {
    return await open(file, 'r')
  } catch (cause) {
    throw new ServerError('bad-journal', `journal ${file} can't be read: ${messageOf(cause)}`, { cause })
  }
}

async function readChunk(
  handle: FileHandle,
  chunk: Buffer,
  position: number,
  file: string,
): Promise<{ bytesRead: number }> {
  try {
    return await handle.read(chunk, 0, chunk.length, position)
  } catch (cause) {
    throw new ServerError('bad-journal', `journal ${file} can't be read: ${messageOf(cause)}`, { cause })
  }
}
