import { mkdir, open, readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { filmFps, isFault, picturesOf, readImageHeader } from '../../render/browser.ts'
import type { Checked } from './check.ts'
import { convert, type ChildLimits, type Conversion } from './child.ts'
import { refuse } from './error.ts'
import type { MediaKind } from './format.ts'
import { kept, soundBounds, videoBounds } from './limits.ts'
import { readMp4 } from './mp4.ts'

/** What is kept of an upload: a file that we have written ourselves. */
export interface Made {
  readonly file: string
  readonly mime: string
  readonly width: number | null
  readonly height: number | null
  readonly seconds: number | null
  /** Of the file, and of a video’s pictures. */
  readonly bytes: number
}

export interface Job {
  readonly ffmpeg: string
  /** The upload. */
  readonly from: string
  /** Where it goes, without an ending. */
  readonly to: string
  readonly checked: Checked
  readonly signal: AbortSignal
}

const limits: Readonly<Record<MediaKind, ChildLimits>> = {
  image: { cpuSeconds: 15, wallMs: 40_000 },
  sound: { cpuSeconds: 20, wallMs: 40_000 },
  video: { cpuSeconds: 180, wallMs: 300_000 },
}

/** Nothing of the original goes on: no names, no places, no comments. */
const bare = ['-map_metadata', '-1', '-map_chapters', '-1', '-fflags', '+bitexact', '-sn', '-dn']

/**
 * Makes the file that is kept, anew from what the upload decodes to.
 *
 * @throws MediaError `broken`, `too-long`
 */
export async function reencode(job: Job): Promise<Made> {
  const { kind } = job.checked.format
  if (kind === 'image') return await reencodeImage(job)
  return kind === 'sound' ? await reencodeSound(job) : await reencodeVideo(job)
}

async function reencodeImage(job: Job): Promise<Made> {
  const file = `${job.to}.png`
  const side = kept.imageSide
  const scale = `scale=w='min(${side},iw)':h='min(${side},ih)':force_original_aspect_ratio=decrease:flags=lanczos`
  await convert({
    ...inputOf(job),
    to: [
      '-map',
      '0:v:0',
      '-frames:v',
      '1',
      '-vf',
      `${scale},format=rgba`,
      ...bare,
      ...'-c:v png -f image2 -update 1'.split(' '),
      file,
    ],
  })
  const header = await pngHeader(file)
  return { file, mime: 'image/png', ...header, seconds: null, bytes: await bytesOf(file) }
}

async function pngHeader(file: string) {
  await using handle = await open(file, 'r')
  const header = readImageHeader(await handle.readFile())
  if (isFault(header)) refuse('broken', 'The image can’t be decoded.')
  return { width: header.width, height: header.height }
}

const wavBytesPerSecond = 48_000 * 4
const wavHeadBytes = 44

async function reencodeSound(job: Job): Promise<Made> {
  const file = `${job.to}.wav`
  const most = ['-t', String(soundBounds.seconds + 1)]
  await convert({
    ...inputOf(job),
    to: ['-map', '0:a:0', '-vn', ...most, ...bare, ...'-ac 2 -ar 48000 -c:a pcm_s16le -f wav'.split(' '), file],
  })
  const bytes = await bytesOf(file)
  const seconds = (bytes - wavHeadBytes) / wavBytesPerSecond
  checkLength('sound', seconds, soundBounds.seconds)
  return { file, mime: 'audio/wav', width: null, height: null, seconds, bytes }
}

async function reencodeVideo(job: Job): Promise<Made> {
  const file = `${job.to}.mp4`
  const { videoWidth: width, videoHeight: height, videoFps: fps } = kept
  const scale = `scale=w='min(${width},iw)':h='min(${height},ih)':force_original_aspect_ratio=decrease:force_divisible_by=2`
  await convert({
    ...inputOf(job),
    to: [
      ...[
        '-map',
        '0:v:0',
        '-map',
        '0:a:0?',
        '-t',
        String(videoBounds.seconds + 1),
        '-vf',
        `${scale},setsar=1,format=yuv420p`,
      ],
      ...['-fpsmax', String(fps), ...'-c:v libx264 -preset veryfast -crf 22 -threads 1'.split(' '), ...bare],
      ...'-c:a aac -b:a 128k -ac 2 -ar 48000 -movflags +faststart -f mp4'.split(' '),
      file,
    ],
  })
  await using handle = await open(file, 'r')
  const movie = await readMp4(handle, await bytesOf(file))
  const seconds = movie.seconds ?? 0
  checkLength('video', seconds, videoBounds.seconds)
  const bytes = (await bytesOf(file)) + (await takePictures(job, file))
  return { file, mime: 'video/mp4', width: movie.width, height: movie.height, seconds, bytes }
}

/** Taken apart now, so that a show need not decode video while it paints. @returns their bytes */
async function takePictures(job: Job, file: string): Promise<number> {
  const folder = picturesOf(file)
  await mkdir(folder, { mode: 0o700 })
  await convert({
    ...{ ...inputOf(job), from: file, demuxer: 'mov', skip: 0 },
    to: [
      '-map',
      '0:v:0',
      '-vf',
      `fps=${filmFps}`,
      ...bare,
      ...'-q:v 4 -f image2'.split(' '),
      path.join(folder, '%04d.jpg'),
    ],
  })
  const names = await readdir(folder)
  if (names.length === 0) refuse('broken', 'The video has no picture in it.')
  let bytes = 0
  for (const name of names) bytes += await bytesOf(path.join(folder, name))
  return bytes
}

function inputOf({ ffmpeg, from, checked, signal }: Job): Omit<Conversion, 'to'> {
  const { format, skip } = checked
  return { ffmpeg, from, demuxer: format.demuxer, skip, limits: limits[format.kind], signal }
}

/** What a header says may be too little; what came out may not. */
function checkLength(what: string, seconds: number, most: number): void {
  if (seconds <= 0) refuse('broken', `There is no ${what} in the file that could be decoded.`)
  if (seconds > most + 0.5) refuse('too-long', `The ${what} lasts longer than it says, and may last ${most} s.`)
}

const bytesOf = async (file: string) => (await stat(file)).size
