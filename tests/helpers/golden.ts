import { crc32, deflateSync } from 'node:zlib'
import { loadImage, type Canvas } from '@napi-rs/canvas'
import colourTone from '../../game/bundled/colour-tone/index.ts'
import { VoteOption, withLayer, type GameView, type LayerName, type Show } from '../../game/index.ts'
import { drawScene } from '../../render/index.ts'
import { canvasOf, frameOf, pixelsOf } from './game.ts'
import { busyScene } from './scenes.ts'

export { distance } from '../../server/testing/delta-e.ts'

/** A picture that is kept, to see what a change of the code changes of it. */
export interface Golden {
  readonly name: string
  readonly width: number
  readonly height: number
  readonly set: (show: Show) => void
}

function raid(show: Show): void {
  const text = 'with 1234 viewers'
  show.status = 'recovering'
  show.alert.assign({ kind: 'raid', name: 'Zoë of the lakes', text, fromTick: 0, untilTick: show.tick + 99 })
}

export const goldens: readonly Golden[] = [
  { name: 'busy', width: 640, height: 360, set: () => {} },
  { name: 'busy-portrait', width: 360, height: 640, set: () => {} },
  { name: 'raid', width: 640, height: 360, set: raid },
  { name: 'raid-portrait', width: 360, height: 640, set: raid },
  {
    // All ten lines of the feed, each in another script.
    name: 'scripts',
    width: 640,
    height: 360,
    set(show) {
      for (const name of ['vote', 'leaders', 'help'] as const satisfies LayerName[])
        show.layers = withLayer(show.layers, name, false)
    },
  },
  {
    name: 'slider',
    width: 480,
    height: 360,
    set: (show) => Object.assign(show, { mode: 'slider', forAnarchy: 123, forDemocracy: 456, switchPercent: 75 }),
  },
  {
    name: 'teams-square',
    width: 480,
    height: 480,
    set(show) {
      Object.assign(show, { mode: 'teams', plays: 'teams', status: 'overloaded' })
      show.result.reason = ''
      while (show.leaders.length > 0) show.leaders.pop()
      while (show.options.length > 0) show.options.pop()
      for (const team of ['red', 'blue'])
        for (const [rank, label] of ['left', 'right', 'jump'].entries())
          show.options.push(new VoteOption().assign({ label, team, votes: 6 - 2 * rank, ofVotes: 12 }))
    },
  },
  {
    name: 'soon',
    width: 640,
    height: 360,
    set: (show) => Object.assign(show, { slate: 'soon', slateText: 'At 20:00' }),
  },
]

const view = colourTone as unknown as GameView

/** RGBA of the scene as it is drawn now, in the colours that a kept picture can have. */
export function drawGolden({ width, height, set }: Omit<Golden, 'name'>): Buffer {
  const match = busyScene(set)
  const { canvas, g } = canvasOf(width, height)
  drawScene(g, { view, state: match.state, frame: frameOf(match, width, height) })
  return coarse(pixelsOf(canvas))
}

export async function readGolden(file: string, { width, height }: Golden): Promise<Buffer> {
  const { canvas, g } = canvasOf(width, height)
  g.drawImage((await loadImage(file)) as unknown as Canvas & CanvasImageSource, 0, 0)
  return coarse(pixelsOf(canvas))
}

/** Five bits a channel: no eye sees it beside the original, and the file is half as large. */
function coarse(pixels: Buffer): Buffer {
  return pixels.map((value, i) => (i % 4 === 3 ? 255 : (value & 0xf8) | (value >> 5))) as Buffer
}

/** A PNG of RGBA pixels, packed as small as zlib can: the canvas's own is twice as large. */
export function encodePng(pixels: Buffer, width: number, height: number): Buffer {
  const rows = Buffer.alloc(height * (1 + 3 * width))
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = 4 * (y * width + x)
      rows.set(pixels.subarray(at, at + 3), y * (1 + 3 * width) + 1 + 3 * x)
    }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // Eight bits a channel, RGB.
  header.set([8, 2], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const data = deflateSync(rows, { level: 9 })
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
