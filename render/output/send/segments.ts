import { readdirSync } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { FileTarget } from '../target.ts'

/** Files of a row are numbered `show-000001.mkv`, `show-000002.mkv`. */
const digits = 6

type SegmentName = Pick<FileTarget, 'url'>

/** The row's name for ffmpeg, to which a `%` of the path means something. */
export function segmentTemplate({ url }: SegmentName): string {
  const { dir, name, ext } = path.parse(url)
  return path.join(dir.replaceAll('%', '%%'), `${name.replaceAll('%', '%%')}-%0${digits}d${ext}`)
}

/** A row is continued and never written over: what an earlier show recorded stays. */
export function nextSegment(target: SegmentName): number {
  return 1 + Math.max(0, ...numbersIn(target, readdirSync(path.dirname(target.url))))
}

function numbersIn({ url }: SegmentName, names: readonly string[]): number[] {
  const { name, ext } = path.parse(url)
  return names.flatMap((each) => {
    if (!each.startsWith(`${name}-`) || !each.endsWith(ext)) return []
    const number = each.slice(name.length + 1, each.length - ext.length)
    return /^[0-9]{6,15}$/.test(number) ? [Number(number)] : []
  })
}

/**
 * Removes the oldest files of a row until the rest takes no more than `cap` bytes. The newest one, which is being written,
 * stays in any case.
 * @returns how many were removed
 */
export async function removeOldest(target: SegmentName, cap: number): Promise<number> {
  const { dir, name, ext } = path.parse(target.url)
  const numbers = numbersIn(target, await readdir(dir)).toSorted((a, b) => a - b)
  const files = numbers.map((number) => path.join(dir, `${name}-${String(number).padStart(digits, '0')}${ext}`))
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size))
  let sum = sizes.reduce((total, size) => total + size, 0)
  let removed = 0
  for (const [index, file] of files.slice(0, -1).entries()) {
    if (sum <= cap) break
    await rm(file, { force: true })
    sum -= sizes[index] as number
    removed += 1
  }
  return removed
}
