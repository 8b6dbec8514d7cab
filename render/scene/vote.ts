import type { Context2D } from '../../game/index.ts'
import { createPiecedLayer, type Moment } from './layer.ts'
import { units, type Layout } from './layout.ts'
import { around, createPiece, wholePixels, type Piece } from './piece.ts'
import { drawSlider } from './slider.ts'
import { panel, wrap, write } from './text.ts'
import { colours, font } from './theme.ts'
import { countdownOf, headingHeight, headingPiece } from './vote-heading.ts'
import { grouped, optionPieces, placeOptions, rowHeight, type PlacedOptions } from './vote-options.ts'
import { modeTitle, standing } from './vote-words.ts'

/** Options that are shown before anything else is. */
const leading = 3

/** The outcome stays for four seconds: long enough to read, gone before the next window is half over. */
const resultSeconds = 4

/** Between the panel's edge and what is in it, in pixels. */
export function votePad(px: number): number {
  return Math.round(px * units.votePad)
}

type VoteModel = ReturnType<typeof read>

/** The tally with numbers, the countdown, the slider, and how the last window ended. */
export const vote = createPiecedLayer('vote', read, votePieces)

function read({ show }: Moment) {
  const { mode, plays, forAnarchy, forDemocracy, switchPercent, question, result, tick, tickRate } = show
  const isNew = tick - result.tick < resultSeconds * tickRate
  return {
    heading: {
      title: modeTitle(show),
      beside: show.windowTicks === 0 && mode === 'queue' ? `${show.waiting} waiting` : '',
      countdown: countdownOf(show),
    },
    standing: standing(show),
    slider: mode === 'slider' ? { plays, forAnarchy, forDemocracy, switchPercent } : null,
    options: grouped(Array.from(show.options, ({ label, votes, ofVotes, team }) => ({ label, votes, ofVotes, team }))),
    // A poll’s question stays as long as the poll; of a long one the beginning.
    result: question !== '' ? question : isNew ? result.reason : '',
  }
}

/** How the panel is divided. All that is measured: what is drawn lies in the pieces. */
interface Plan {
  readonly placed: PlacedOptions
  readonly result: readonly string[]
  /** Heights in pixels: all of it, from its top to the options, and of the options. */
  readonly height: number
  readonly head: number
  readonly body: number
}

function planOf(g: Context2D, model: VoteModel, { vote: rect, text: px }: Layout, pad: number): Plan {
  const width = rect.width - 2 * pad
  const slider = model.slider === null ? 0 : units.slider
  const head = pad + px * (headingHeight(model.heading.countdown) + slider)
  const placedBy = (lines: number) => {
    const rows = Math.floor((rect.height - head - pad - px * lines * units.resultLine) / rowHeight(px))
    return placeOptions(model.options, { rows: Math.max(0, rows), width }, px)
  }
  // How the last window ended stays for a moment only: no option gives way to its second line, and no leading one to its first.
  const lines = placedBy(2).more === 0 ? 2 : placedBy(1).shown.length >= leading ? 1 : 0
  const result = lines === 0 ? [] : resultLines(g, model.result, width, px, lines)
  const placed = placedBy(result.length)
  const body = Math.max(placed.rows, 1) * rowHeight(px)
  return { placed, result, head, body, height: Math.round(head + body + px * result.length * units.resultLine + pad) }
}

function votePieces(g: Context2D, model: VoteModel, { layout }: Pick<Moment, 'layout'>): Piece[] {
  const { vote: rect, text: px } = layout
  const pad = votePad(px)
  const { placed, result, height, head, body } = planOf(g, model, layout, pad)
  const ground = { ...rect, height }
  const inner = { x: rect.x + pad, width: rect.width - 2 * pad }
  // Whole pixels, so that a piece looks the same wherever it moves to.
  const options = { ...inner, y: Math.round(rect.y + head) }
  const ofText = (y: number, high: number) => ({ ...inner, y, height: high })
  return [
    createPiece(around(wholePixels(ground)), null, (to) => panel(to, ground, px * 0.6)),
    headingPiece(model.heading, { ...inner, y: rect.y + pad }, px),
    ...sliderPieces(model, { ...inner, y: options.y - px * units.slider }, px),
    ...(model.options.length > 0
      ? optionPieces(placed, options, px)
      : [
          createPiece(ofText(options.y, rowHeight(px)), { standing: model.standing }, (to, { standing: words }) =>
            write(to, words, inner.x, options.y + rowHeight(px) / 2, { px, colour: colours.quiet, width: inner.width }),
          ),
        ]),
    ...result.map((line, index) => {
      const high = Math.round(px * units.resultLine)
      const top = options.y + body + Math.round(px * (0.25 + index * units.resultLine))
      return createPiece(ofText(top, high), { result: line }, (to) =>
        write(to, line, inner.x, top + high / 2, { px, weight: 600, colour: colours.accent }),
      )
    }),
  ]
}

function sliderPieces({ slider }: VoteModel, at: { x: number; y: number; width: number }, px: number): Piece[] {
  if (slider === null) return []
  const room = { ...at, height: px * units.slider }
  return [createPiece(wholePixels(room), slider, (g) => drawSlider(g, slider, room, px))]
}

function resultLines(g: Context2D, reason: string, width: number, px: number, lines: number): string[] {
  if (reason === '') return []
  g.font = font(600, px, reason)
  return wrap(g, reason, width, lines)
}
