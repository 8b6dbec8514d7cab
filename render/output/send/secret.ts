import { closeSync, constants, openSync, unlinkSync, writeSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/**
 * Puts a secret where only a child can read it: an unlinked file, handed over as a descriptor, so that it is in no argument,
 * no environment and no directory. Whoever starts the child closes it.
 */
export function openSecret(text: string): number {
  const file = path.join(os.tmpdir(), `chatarcade-${process.pid}-${process.hrtime.bigint()}`)
  const descriptor = openSync(file, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL, 0o600)
  try {
    unlinkSync(file)
    writeSync(descriptor, text)
  } catch (error) {
    closeSync(descriptor)
    throw error
  }
  return descriptor
}
