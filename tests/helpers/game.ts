import type { Canvas } from '@napi-rs/canvas'
import colourTone from '../../game/bundled/colour-tone/index.ts'
import {
  createMatch,
  FeedEntry,
  VoteOption,
  type Context2D,
  type Decision,
  type Match,
  type PictureFrame,
  type Rect,
} from '../../game/index.ts'
import { createDrawing } from '../../render/raster/canvas.ts'

/** What a viewer's word becomes when it enters a tick. */
export function decide(word: string, args: Record<string, unknown> = {}, name = 'colour'): Decision {
  return { command: { name, word, args, label: word }, by: null, player: null, team: null }
}

export const tone = (hz: number): Decision => decide(String(hz), { hz }, 'tone')

/** A match of Colour & Tone with all that a picture can show at once: a full ballot, a full feed, a result, long names. */
export function busyMatch(): Match {
  const match = createMatch(colourTone, 1)
  for (let i = 0; i < 300; i++) match.step([])
  match.step([decide('yellow'), tone(1999)])
  for (let i = 0; i < 30; i++) match.step([])
  const { show } = match.state
  Object.assign(show, { mode: 'democracy', windowTicks: 300, closesAtTick: 600, voters: 1_000_000 })
  for (const label of ['purple', 'orange', '1999', 'a choice with a very long name indeed', '440', 'red'])
    show.options.push(new VoteOption().assign({ label, votes: 166_666, ofVotes: 1_000_000 }))
  show.result.assign({ label: 'orange', reason: `orange won with 1234567 of 2345678 votes, drawn by lot`, tick: 320 })
  for (const name of ['al', 'W'.repeat(25), 'Zoë', 'x y z', 'e\u0301'.repeat(25), 'a_name_of_twenty_letters_'])
    show.feed.push(new FeedEntry().assign({ name, label: 'purple', tick: 330 }))
  return match as unknown as Match
}

/** Pictures of every shape that a game has to fill: lying, standing and square. */
export const sizes = [
  [640, 360],
  [1280, 720],
  [1920, 1080],
  [1080, 1920],
  [720, 720],
  [640, 480],
  [480, 640],
] as const

export function frameOf(
  { tick }: { tick: number },
  width: number,
  height: number,
): Omit<PictureFrame, 'clear' | 'image' | 'ballots' | 'bitmap'> {
  return { number: tick, seconds: tick / 30, tick, tickRate: 30, width, height }
}

/** A canvas with the product's fonts. */
export function canvasOf(width: number, height: number): { canvas: Canvas; g: Context2D } {
  const { canvas, context } = createDrawing(width, height)
  return { canvas, g: context }
}

/** RGBA bytes. */
export function pixelsOf(canvas: Canvas): Buffer {
  return Buffer.from(canvas.data())
}

/** The pixels of a part of a picture that is so wide. */
export function rowsIn({ x, y, width: wide, height }: Rect, pixels: Buffer, width: number): Buffer {
  const rows = Array.from({ length: Math.floor(height) }, (_, row) => {
    const start = 4 * ((Math.ceil(y) + row) * width + Math.ceil(x))
    return pixels.subarray(start, start + 4 * Math.floor(wide))
  })
  return Buffer.concat(rows)
}

export function isInside(x: number, y: number, rect: Rect, slack = 0): boolean {
  const { width, height } = rect
  return x >= rect.x - slack && x < rect.x + width + slack && y >= rect.y - slack && y < rect.y + height + slack
}

/** Contrast of two opaque colours, `[r, g, b]` of 0 to 255, as WCAG 2.2 defines it: 1 to 21. */
export function contrast(a: readonly number[], b: readonly number[]): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

function luminance(colour: readonly number[]): number {
  const [r, g, b] = colour.map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** `#rrggbb` as three numbers. */
export function rgb(hex: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))
}
