import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Show } from '../../game/index.ts'
import { isHeldName, type Picture } from '../../render/index.ts'
import type { Log } from '../log.ts'
import { mediaFolder } from './names.ts'

/** Names that are kept at hand, the last ones: a show that is wound on may still be drawing with an older one. */
const maxHeld = 6

/**
 * Has the files at hand that a show named, where they are still in the data directory; what isn’t there is left out, with a warning. To
 * be told of the state before it is published.
 */
export function createReplayMedia(data: string, picture: Pick<Picture, 'hold'>, log: Pick<Log, 'warn'>) {
  const fileOf = (name: string) => path.join(mediaFolder(data), name)
  const missing = new Set<string>()
  const isThere = (name: string) => {
    if (missing.has(name)) return false
    if (existsSync(fileOf(name))) return true
    missing.add(name)
    log.warn(`the show used the file ${name}, which is not in ${mediaFolder(data)} any more: it is left out`)
    return false
  }
  let last = ''
  let held: readonly string[] = []
  return ({ branding, backdrop, sound }: Pick<Show, 'branding' | 'backdrop' | 'sound'>): void => {
    const named = [sound, branding, backdrop]
    if (named.join() === last) return
    last = named.join()
    // The newest first, since of sounds only two are taken.
    const wanted = named.filter((name) => isHeldName(name) && isThere(name))
    held = [...new Set([...wanted, ...held])].slice(0, maxHeld)
    if (held.length > 0) void picture.hold(held.map((name) => ({ name, file: fileOf(name) })))
  }
}
