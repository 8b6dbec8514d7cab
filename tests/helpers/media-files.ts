import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { createDeflate, crc32, deflateSync } from 'node:zlib'
import { ffmpeg } from './media.ts'

/** A file made by ffmpeg, as people upload them. */
export async function made(file: string, ...args: string[]): Promise<Buffer> {
  await promisify(execFile)(ffmpeg, ['-hide_banner', '-loglevel', 'error', '-nostdin', '-y', ...args, file])
  return await readFile(file)
}

/** A small PNG of one colour. */
export function pngOf(width: number, height: number, [red, green, blue]: readonly [number, number, number]): Buffer {
  const row = Buffer.alloc(1 + width * 3)
  for (let x = 0; x < width; x++) row.set([red, green, blue], 1 + x * 3)
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)))
  return pngFile(pngHead(width, height, 8, 2), chunk('IDAT', pixels))
}

/** The bomb itself: black, 30,000 pixels a side, 109 KB. It is made piece by piece, as its 113 MB are too much to hold. */
export async function pngBomb(side = 30_000): Promise<Buffer> {
  const deflate = createDeflate({ level: 9 })
  const packed: Buffer[] = []
  deflate.on('data', (piece: Buffer) => packed.push(piece))
  const ended = new Promise((resolve) => deflate.on('end', resolve))
  const rows = Buffer.alloc(100 * (1 + Math.ceil(side / 8)))
  for (let row = 0; row < side; row += 100)
    if (!deflate.write(rows)) await new Promise((resolve) => deflate.once('drain', resolve))
  deflate.end()
  await ended
  return pngFile(pngHead(side, side, 1, 0), chunk('IDAT', Buffer.concat(packed)))
}

/** Says that it has a thousand pictures. */
export const movingPng = (): Buffer => {
  const png = pngOf(4, 4, [0, 0, 0])
  const actl = Buffer.alloc(8)
  actl.writeUInt32BE(1000, 0)
  return Buffer.concat([png.subarray(0, 33), chunk('acTL', actl), png.subarray(33)])
}

const pngFile = (...chunks: readonly Buffer[]) =>
  Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...chunks, chunk('IEND', Buffer.alloc(0))])

function pngHead(width: number, height: number, depth: number, colour: number): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([depth, colour], 8)
  return chunk('IHDR', head)
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const around = Buffer.alloc(8)
  around.writeUInt32BE(data.length, 0)
  around.writeUInt32BE(crc32(named), 4)
  return Buffer.concat([around.subarray(0, 4), named, around.subarray(4)])
}

/** A WAV file of `bytes` of silence whose header says what it likes. */
export function wavOf(bytes: number, says: { readonly dataBytes?: number; readonly rate?: number } = {}): Buffer {
  const { dataBytes = bytes, rate = 8000 } = says
  const head = Buffer.alloc(44)
  head.write('RIFF', 0, 'latin1')
  head.writeUInt32LE(36 + bytes, 4)
  head.write('WAVEfmt ', 8, 'latin1')
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(rate, 24)
  head.writeUInt32LE(rate * 2, 28)
  head.writeUInt16LE(2, 32)
  head.writeUInt16LE(16, 34)
  head.write('data', 36, 'latin1')
  head.writeUInt32LE(dataBytes, 40)
  return Buffer.concat([head, Buffer.alloc(bytes)])
}

/** An ID3 tag of that many bytes, which is read before any sound. */
export function id3Of(bytes: number): Buffer {
  const tag = Buffer.alloc(10 + bytes)
  tag.write('ID3', 0, 'latin1')
  tag[3] = 4
  for (const [at, shift] of [21, 14, 7, 0].entries()) tag[6 + at] = (bytes >> shift) & 127
  return tag
}

/** Nine entities, each ten times the one before: a billion laughs in a kilobyte. */
export const svgBomb = Buffer.from(
  `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "ha">${Array.from({ length: 9 }, (_, i) => {
    const name = (at: number) => String.fromCharCode(97 + at)
    return `<!ENTITY ${name(i + 1)} "${`&${name(i)};`.repeat(10)}">`
  }).join('')}]><svg xmlns="http://www.w3.org/2000/svg"><text>&j;</text></svg>`,
)

/** An empty zip archive: all readers begin with its end. */
export const emptyZip = Buffer.concat([Buffer.from('PK\x05\x06', 'latin1'), Buffer.alloc(18)])

/** A playlist that would have a player read a file of the machine. */
export const playlist = Buffer.from('#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n')

/** One file as browsers send it, with any name at all. */
export function formOf(name: string | Buffer, content: Buffer, mime = 'application/octet-stream', field = 'file') {
  const boundary = 'a-boundary-of-the-tests'
  const body = Buffer.concat([
    Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${field}"; filename="`),
    Buffer.from(name as string),
    Buffer.from(`"\r\ncontent-type: ${mime}\r\n\r\n`),
    content,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])
  return { body, type: `multipart/form-data; boundary=${boundary}` }
}
