import type { Context2D, Rect, Show } from '../../game/index.ts'
import { units } from './layout.ts'
import { createPiece, wholePixels, type Piece } from './piece.ts'
import { widthOf, write } from './text.ts'
import { colours } from './theme.ts'

/** Height in units of the text where there is no countdown, and so no bar. */
const alone = 1.6

/** Where the bar begins below the heading, in units of the text. */
export const barTop = 1.65

/** How long a vote is still open. */
export type CountdownModel = ReturnType<typeof countdownOf>

export interface HeadingModel {
  readonly title: string
  /** At the right where there is no countdown. */
  readonly beside: string
  readonly countdown: CountdownModel
}

/** What is left of the window in seconds; null in a mode without windows. One that is awaited keeps its room, so that nothing jumps. */
export function countdownOf({ windowTicks, closesAtTick, tick, tickRate, phase, awaits }: Show) {
  if (windowTicks === 0) return null
  const leftTicks = Math.max(0, closesAtTick - tick)
  const seconds = Math.ceil(leftTicks / tickRate)
  return { seconds, isClosed: phase === 'closed' || seconds === 0, isAwaited: awaits !== undefined }
}

/** In units of the text. */
export function headingHeight(countdown: CountdownModel): number {
  return countdown === null ? alone : units.voteHeading
}

/** Mode at the left, seconds at the right. The bar below them is a layer of its own. */
export function headingPiece({ title, beside, countdown }: HeadingModel, at: Omit<Rect, 'height'>, px: number): Piece {
  const room = wholePixels({ ...at, y: at.y - px * 0.3, height: px * (barTop + 0.3) - 1 })
  const side = countdown === null ? [beside] : countdownWords(countdown)
  const words = { title, side, isClosed: countdown?.isClosed === true }
  return createPiece(room, words, (g) => drawWords(g, words, at, px))
}

/** What stands at the right, as long as it may be and as short as it gets. */
function countdownWords({ seconds, isClosed, isAwaited }: NonNullable<CountdownModel>): readonly string[] {
  if (isAwaited) return []
  return isClosed ? ['voting closed', 'closed'] : [`closes in ${seconds} s`, `${seconds} s`]
}

function drawWords(
  g: Context2D,
  { title, side, isClosed }: { readonly title: string; readonly side: readonly string[]; readonly isClosed: boolean },
  at: Omit<Rect, 'height'>,
  px: number,
): void {
  const middle = at.y + px * 0.7
  const shortest = side.at(-1) ?? ''
  const room = at.width - widthOf(g, shortest, 600, px) - px
  const used = write(g, title, at.x, middle, { px: px * 1.25, weight: 800, width: room })
  const text = side.find((words) => widthOf(g, words, 600, px) < at.width - used - px) ?? shortest
  const right = { px, weight: 600, align: 'right' } as const
  write(g, text, at.x + at.width, middle, isClosed ? { ...right, colour: colours.warning } : right)
}
