import { accessSync, constants, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { RenderError } from '../error.ts'
import { playlistName, segmentPattern } from './ffmpeg.ts'
import type { Target } from './target.ts'

/**
 * Makes the place of a target ready before anything starts: its directory exists and can be written,
 * and the segments of an earlier run are gone (only files that we name so; whatever else is there stays).
 * @throws RenderError `unwritable`
 */
export function prepareTarget(target: Target): void {
  if (target.kind === 'file') makeDirectory(path.dirname(target.url), target)
  if (target.kind !== 'hls') return
  makeDirectory(target.directory, target)
  for (const name of readdirSync(target.directory))
    if (name === playlistName || segmentPattern.test(name)) rmSync(path.join(target.directory, name))
}

/** One by one, since Node's own `recursive` never returns where the file system refuses with ENOENT, as /proc does. */
function makeEach(directory: string): void {
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory()) return
  makeEach(path.dirname(directory))
  mkdirSync(directory)
}

function makeDirectory(directory: string, target: Target): void {
  try {
    makeEach(directory)
    accessSync(directory, constants.W_OK)
  } catch (cause) {
    throw new RenderError('unwritable', `output ${target.url}: ${directory} can't be written`, { cause })
  }
}
