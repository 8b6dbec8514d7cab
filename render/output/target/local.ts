import path from 'node:path'
import { RenderError } from '../../error.ts'
import type { FileTarget, HlsTarget } from '../target.ts'
import { readOptions, splitOptions, wholeNumber, type OptionRule } from './options.ts'

const fileContainers = ['mkv', 'mp4', 'flv', 'ts'] as const
export type FileContainer = (typeof fileContainers)[number]

const units = new Map([
  ['MB', 1e6],
  ['GB', 1e9],
  ['TB', 1e12],
])

/** `10GB`, in bytes. */
const byteSize: OptionRule<number> = {
  rule: 'a whole number of MB, GB or TB from 1MB to 1000TB, such as 10GB',
  read(text) {
    const unit = units.get(text.slice(-2).toUpperCase())
    const number = text.slice(0, -2)
    if (unit === undefined || !/^[0-9]{1,9}$/.test(number)) return null
    const bytes = Number(number) * unit
    return bytes >= 1e6 && bytes <= 1e15 ? bytes : null
  },
}

const webAddress: OptionRule<string> = {
  rule: 'an address such as https://cdn.example.org/show/',
  read(text) {
    const isPlain = /^https?:\/\/[\x21-\x7e]{1,500}$/i.test(text) && URL.canParse(text)
    if (!isPlain) return null
    return text.endsWith('/') ? text : `${text}/`
  },
}

const fileOptions = { segment: wholeNumber(1, 86_400), cap: byteSize }

/** Reads a path, with its options; null for what no file output has as its ending. */
export function fileTarget(text: string): FileTarget | null {
  const split = splitOptions(text, fileOptions)
  const container = containerOf(split.path)
  if (split.query !== null && container !== null)
    return { ...plainFile(split.path, container), ...readOptions(split.query, fileOptions, ofFile) }
  const whole = containerOf(text)
  if (whole !== null) return { ...plainFile(text, whole), segment: null, cap: null }
  const mark = text.lastIndexOf('?')
  // Not an option that is known, and not a name that can be written: the first of the two is what was meant.
  if (mark > 0 && containerOf(text.slice(0, mark)) !== null) readOptions(text.slice(mark + 1), fileOptions, ofFile)
  return null
}

const ofFile = { name: 'a file', mayHoldKey: false }

function plainFile(text: string, container: FileContainer) {
  return { kind: 'file', id: path.basename(text), url: path.resolve(text), container } as const
}

function containerOf(text: string): FileContainer | null {
  const ending = path.extname(text).slice(1).toLowerCase()
  return fileContainers.find((each) => each === ending) ?? null
}

/** Two seconds a segment, as there is a keyframe every two, and six of them: what most players expect. */
const hlsDefaults = { segment: 2, list: 6 }

const hlsOptions = { segment: wholeNumber(1, 60), list: wholeNumber(2, 1000), base: webAddress }

export function hlsTarget(text: string): HlsTarget {
  const { path: url, query } = splitOptions(text, hlsOptions)
  const directory = url.slice('hls:'.length)
  if (directory === '') throw new RenderError('bad-output', 'output hls: names no directory; use hls:DIRECTORY')
  const { segment, list, base } = readOptions(query, hlsOptions, { name: 'hls:', mayHoldKey: false })
  return {
    ...{ kind: 'hls', id: 'hls', url, directory: path.resolve(directory) },
    segment: segment ?? hlsDefaults.segment,
    list: list ?? hlsDefaults.list,
    base: base ?? '',
  }
}
