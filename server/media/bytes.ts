import type { FileHandle } from 'node:fs/promises'

/** Reads a part of a file; less where the file ends before. */
export async function readPart(file: FileHandle, at: number, length: number): Promise<DataView> {
  const bytes = new Uint8Array(length)
  let read = 0
  while (read < length) {
    const { bytesRead } = await file.read(bytes, read, length - read, at + read)
    if (bytesRead === 0) break
    read += bytesRead
  }
  return new DataView(bytes.buffer, 0, read)
}

/** Four letters as they stand in a file. */
export function lettersAt(view: DataView, at: number): string {
  return String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3))
}
