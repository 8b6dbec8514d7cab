import { soundKind } from '../../render/browser.ts'
import { refuse } from './error.ts'

export type MediaKind = 'image' | 'video' | 'sound'

/** A format that is taken, with all that a name or a browser may call it. */
export interface Format {
  readonly kind: MediaKind
  readonly name: 'PNG' | 'JPEG' | 'WebP' | 'MP4' | 'WebM' | 'WAV' | 'OGG' | 'MP3'
  readonly endings: readonly string[]
  readonly mimes: readonly string[]
  /** What ffmpeg is told that it is, so that it never guesses. */
  readonly demuxer: string
}

const formats: readonly Format[] = [
  { kind: 'image', name: 'PNG', endings: ['png'], mimes: ['image/png'], demuxer: 'png_pipe' },
  {
    ...{ kind: 'image', name: 'JPEG', demuxer: 'jpeg_pipe' },
    endings: ['jpg', 'jpeg', 'jpe', 'jfif'],
    mimes: ['image/jpeg', 'image/jpg', 'image/pjpeg'],
  },
  { kind: 'image', name: 'WebP', endings: ['webp'], mimes: ['image/webp'], demuxer: 'webp_pipe' },
  {
    ...{ kind: 'video', name: 'MP4', demuxer: 'mov' },
    endings: ['mp4', 'm4v', 'mov'],
    mimes: ['video/mp4', 'video/x-m4v', 'video/quicktime'],
  },
  { kind: 'video', name: 'WebM', endings: ['webm'], mimes: ['video/webm'], demuxer: 'matroska' },
  {
    ...{ kind: 'sound', name: 'WAV', demuxer: 'wav' },
    endings: ['wav', 'wave'],
    mimes: ['audio/wav', 'audio/x-wav', 'audio/wave', 'audio/vnd.wave'],
  },
  {
    ...{ kind: 'sound', name: 'OGG', demuxer: 'ogg' },
    endings: ['ogg', 'oga', 'opus'],
    mimes: ['audio/ogg', 'application/ogg', 'audio/opus', 'audio/vorbis', 'video/ogg'],
  },
  { kind: 'sound', name: 'MP3', endings: ['mp3'], mimes: ['audio/mpeg', 'audio/mp3'], demuxer: 'mp3' },
]

const formatNames = 'PNG, JPEG, WebP, MP4, WebM, WAV, OGG or MP3'

/** How much of a file tells what it is. */
export const headBytes = 4096

/**
 * What a file is by its first bytes, whatever it is called.
 *
 * @throws MediaError `not-media`
 */
export function formatOf(head: Uint8Array): Format {
  const name = nameOf(head)
  const format = formats.find((each) => each.name === name)
  return format ?? refuse('not-media', `This ${strangerOf(head)}. What can be uploaded is ${formatNames}.`)
}

function nameOf(head: Uint8Array): Format['name'] | null {
  const starts = (...magic: number[]) => magic.every((byte, i) => head[i] === byte)
  const latin = latinOf(head, 16)
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'PNG'
  if (starts(0xff, 0xd8, 0xff)) return 'JPEG'
  if (latin.startsWith('RIFF') && latin.slice(8, 12) === 'WEBP') return 'WebP'
  // HEIF and AVIF are images in the same boxes.
  if (latin.slice(4, 8) === 'ftyp') return /^(heic|heix|mif1|msf1|avif|avis)/.test(latin.slice(8, 12)) ? null : 'MP4'
  if (starts(0x1a, 0x45, 0xdf, 0xa3)) return 'WebM'
  const sound = soundKind(head)
  return sound === null ? null : ({ wav: 'WAV', ogg: 'OGG', mp3: 'MP3' } as const)[sound]
}

/** What else it may be, as a verb and the rest of a sentence: people upload what they have. */
function strangerOf(head: Uint8Array): string {
  if (head.length === 0) return 'file is empty'
  const start = new TextDecoder().decode(head).replace('\ufeff', '').trimStart().toLowerCase()
  const latin = latinOf(head, 16)
  if (start.startsWith('#extm3u')) return 'is a playlist, which names other files'
  if (start.startsWith('<') && start.includes('<svg')) return 'is SVG, which can name other files and grow without end'
  if (start.startsWith('<')) return 'is a web page or XML'
  if (latin.startsWith('PK')) return 'is a zip archive'
  if (latin.startsWith('GIF8')) return 'is a GIF'
  if (latin.startsWith('%PDF')) return 'is a PDF'
  if (latin.slice(4, 8) === 'ftyp') return 'is an HEIF or AVIF image'
  if (head[0] === 0x1f && head[1] === 0x8b) return 'is a gzip archive'
  return 'is no image, video or sound by its first bytes'
}

const latinOf = (head: Uint8Array, count: number) => String.fromCharCode(...head.subarray(0, count))

/**
 * A name or a type that says something else than the content does is a mistake or a trick, and either way somebody should look.
 *
 * @param name as it was uploaded
 * @param mime as the browser says; programs often say nothing of use
 * @throws MediaError `lies`
 */
export function checkClaims({ name: real, endings, mimes }: Format, name: string, mime: string): void {
  const ending = /\.([a-z0-9]{1,8})$/i.exec(name.trim())?.[1]?.toLowerCase()
  if (ending !== undefined && !endings.includes(ending))
    refuse(
      'lies',
      `The file’s name ends in .${ending}, and it is ${real} by its content. Give it its own ending first.`,
    )
  const type = mime.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (type !== '' && type !== 'application/octet-stream' && !mimes.includes(type))
    refuse('lies', `The file was sent as ${JSON.stringify(type.slice(0, 60))}, and it is ${real} by its content.`)
}
