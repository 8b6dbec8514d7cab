/**
 * What a picture costs before its encoder gets it, on a busy scene at 1280×720: CPU of drawing, readback and conversion a frame
 * and in parts, against x264 on the same frames in the same run; a still scene; 1080p60; memory.
 * `--frames N` sets how many frames each part takes (600), `--memory N` those of the last part (20000).
 */
import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { createCamera } from '../render/camera.ts'
import { parseFps } from '../render/clock.ts'
import { findFfmpeg } from '../render/index.ts'
import { createRaster } from '../render/raster/canvas.ts'
import { createFlashLimiter } from '../render/raster/flash.ts'
import { createI420Converter, i420Bytes } from '../render/raster/i420.ts'
import { drawScene } from '../render/scene/scene.ts'
import { busyShow } from './render/busy.ts'

const { values } = parseArgs({
  options: { frames: { type: 'string', default: '600' }, memory: { type: 'string', default: '20000' } },
})
const frames = Number(values.frames)
const hd = { width: 1280, height: 720 }
const fullHd = { width: 1920, height: 1080 }

/** CPU (user and system, all threads) in ms a frame, after a quarter of the frames to warm up. */
async function cpuMs(count: number, each: (frame: number) => void): Promise<number> {
  const warmUp = Math.ceil(count / 4)
  let before = process.cpuUsage()
  for (let frame = 0; frame < warmUp + count; frame++) {
    if (frame === warmUp) before = process.cpuUsage()
    each(frame)
    // As the painter does: memory of the canvas is freed between turns.
    await nextTurn()
  }
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 / count
}

/** Pictures of the busy show by the whole way that they take in the product. */
function shoot(size: typeof hd, fps: number, moves: boolean, kept?: (picture: Uint8Array) => void) {
  const show = busyShow(moves)
  const camera = createCamera(size.width, size.height, parseFps(String(fps)))
  const memory = new ArrayBuffer(i420Bytes(size.width, size.height))
  return (number: number) => {
    if (moves && (number * 30) % fps === 0) show.step()
    camera.take({ ...show, frame: show.frame(number, fps, size) }, memory)
    kept?.(new Uint8Array(memory))
  }
}

const ms = (value: number) => `${value.toFixed(2)} ms`

async function parts(): Promise<void> {
  const show = busyShow()
  const raster = createRaster(hd.width, hd.height)
  const memory = new ArrayBuffer(i420Bytes(hd.width, hd.height))
  const uncached = await cpuMs(frames, (number) => {
    show.step()
    drawScene(raster.context, { ...show, frame: show.frame(number, 30, hd) })
    raster.read(memory)
  })
  const read = await cpuMs(frames, (number) => {
    raster.context.fillRect(number % 1280, 0, 1, 1)
    raster.read(memory)
  })
  const converter = createI420Converter(hd.width, hd.height)
  const rgba = new Uint8Array(hd.width * hd.height * 4).fill(99)
  const converted = new Uint8Array(memory)
  const convert = await cpuMs(frames, () => converter.convert(rgba, converted))
  const limiter = createFlashLimiter(hd.width, hd.height, parseFps('30'))
  const limit = await cpuMs(frames, (number) => limiter.limit(converted, number))
  console.log(
    `  drawn anew as a whole ${ms(uncached)}; of that readback and conversion ${ms(read)}, conversion ${ms(convert)}`,
  )
  console.log(`  flash limiter ${ms(limit)}`)
}

/** ffmpeg alone on the same frames, from a raw file: user and system time of the child, its start left out by a short run. */
async function encoder(): Promise<number> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'chatarcade-bench-'))
  const raw = path.join(folder, 'frames.yuv')
  const file = openSync(raw, 'w')
  const take = shoot(hd, 30, true, (picture) => writeSync(file, picture))
  for (let number = 0; number < frames; number++) {
    take(number)
    await nextTurn()
  }
  closeSync(file)
  const input = `-v error -y -f rawvideo -pix_fmt yuv420p -s 1280x720 -r 30 -i ${raw}`
  const x264 = '-c:v libx264 -preset veryfast -tune zerolatency -bf 0 -sc_threshold 0 -g 60 -keyint_min 60'
  const rate = '-b:v 3000k -minrate 3000k -maxrate 3000k -bufsize 3000k -f flv /dev/null'
  const ffmpeg = findFfmpeg(process.env)
  const seconds = (count: number) => {
    const command = `TIMEFORMAT='%U %S'; time '${ffmpeg}' ${input} -frames:v ${count} ${x264} ${rate}`
    const { stderr } = spawnSync('bash', ['-c', command], { encoding: 'utf8' })
    return stderr
      .trim()
      .split(' ')
      .reduce((sum, each) => sum + Number(each), 0)
  }
  const spent = ((seconds(frames) - seconds(1)) * 1000) / (frames - 1)
  rmSync(folder, { recursive: true })
  return spent
}

console.log(`render, a busy scene at 1280x720, ${frames} frames each, ms of CPU a frame`)
const whole = await cpuMs(frames, shoot(hd, 30, true))
const x264 = await encoder()
console.log(`  drawing, readback and conversion ${ms(whole)}, x264 ${ms(x264)}, ratio ${(whole / x264).toFixed(2)}`)
await parts()
console.log(`  a still scene ${ms(await cpuMs(frames, shoot(hd, 30, false)))}`)
const sixty = await cpuMs(frames, shoot(fullHd, 60, true))
console.log(`  1920x1080 at 60 frames a second ${ms(sixty)}, ${Math.round((sixty / (1000 / 60)) * 100)} % of one core`)

const long = shoot({ width: 640, height: 360 }, 30, true)
const mb = () => Math.round(process.memoryUsage.rss() / 2 ** 20)
const count = Number(values.memory)
let early = 0
for (let number = 0; number < count; number++) {
  long(number)
  await nextTurn()
  if (number === Math.floor(count / 10)) early = mb()
}
console.log(`  resident memory after ${Math.floor(count / 10)} more frames ${early} MB, after ${count} ${mb()} MB`)
