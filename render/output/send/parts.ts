import { existsSync } from 'node:fs'
import path from 'node:path'
import type { FileTarget, Target } from '../target.ts'

/** The files that a target becomes: each is of one encoder, so that another kind of stream needs another file. */
export interface Parts {
  /** What is written to at the moment. */
  readonly target: Target
  /** Where it went on, in words; empty at first. */
  readonly note: string
  /** Whether one ends, so that the next can begin. */
  isTurning: boolean
  /** Goes on with the next file. */
  turn(): void
}

export function createParts(first: Target): Parts {
  let [target, note] = [first, '']
  return {
    isTurning: false,
    get target() {
      return target
    },
    get note() {
      return note
    },
    turn() {
      this.isTurning = false
      if (target.kind !== 'file' || first.kind !== 'file') return
      target = nextPart(first)
      const file = target.segment === null ? path.basename(target.url) : 'the next file of its row'
      note = `what encodes has changed, and it goes on in ${file}`
    },
  }
}

/** `show-2.mkv` after `show.mkv`, or the first number of which there is no file. A row of files is numbered by its muxer. */
function nextPart(target: FileTarget): FileTarget {
  if (target.segment !== null) return target
  const { dir, name, ext } = path.parse(target.url)
  for (let number = 2; ; number++) {
    const url = path.join(dir, `${name}-${number}${ext}`)
    if (!existsSync(url)) return { ...target, url }
  }
}
