import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { createFlvReader, type FlvTag } from '../../render/output/encode/flv.ts'
import { aacSamples } from '../../render/output/encode/packet.ts'
import { ffmpeg } from '../helpers/media.ts'
import { numberOf, shownFilter } from './picture.ts'
import { rates } from './stage.ts'

/** Samples that are in none of the recordings, of those between the first and the last: each packet has its place in the show, which the first picture of its recording tells. */
export async function samplesLost(recordings: readonly string[]): Promise<number> {
  const places = new Set<number>()
  for (const file of recordings) {
    const tags: FlvTag[] = []
    createFlvReader((tag) => !tag.isConfig && tags.push(tag))(readFileSync(file))
    const [first, number] = [tags.find(({ kind }) => kind === 'video'), await firstNumber(file)]
    if (first === undefined || number === null) continue
    const from = (number * 1000 * rates.fps.den) / rates.fps.num - first.ms
    for (const { kind, ms } of tags)
      if (kind === 'audio') places.add(Math.round(((from + ms) * rates.sampleRate) / (1000 * aacSamples)))
  }
  if (places.size === 0) return 0
  return (Math.max(...places) - Math.min(...places) + 1 - places.size) * aacSamples
}

async function firstNumber(file: string): Promise<number | null> {
  const only = ['-i', file, '-frames:v', '1', '-vf', shownFilter, '-f', 'rawvideo', '-']
  const { stdout } = await promisify(execFile)(ffmpeg, ['-v', 'error', '-nostdin', ...only], { encoding: 'buffer' })
  return stdout.length === 0 ? null : numberOf(stdout)
}
