import { z } from 'zod'
import { integer, type CommandSpecs } from '../../index.ts'
import { readCell } from './cells.ts'
import { otherNames, colourOf } from './palette.ts'
import { keptStrokes } from './painters.ts'

/** What a streamer may set. */
export const settings = z.object({
  /** Cells. */
  width: integer(32, 512).default(256),
  height: integer(32, 288).default(144),
  /** Seconds between two marks of one viewer. */
  cooldown: integer(0, 3600).default(5),
  /** Most cells of one line, rectangle or fill. */
  largest: integer(1, 2000).default(400),
})
export type Settings = z.infer<typeof settings>

const cell = z.string().refine((text) => readCell(text) !== null, 'a cell has letters and a number, such as b7')
const colour = z
  .string()
  .refine((word) => colourOf(word) >= 0, 'the colours stand below the wall')
  .transform((word) => otherNames.get(word) ?? word)
const what = z
  .string()
  .refine(
    (word) => word === 'mine' || (/^[1-9]$/.test(word) && Number(word) <= keptStrokes),
    `undo takes back your last mark, undo 1 to ${keptStrokes} as many`,
  )
  .optional()

export const commands: CommandSpecs = {
  paint: { args: z.object({ cell, colour }), bare: true, usage: 'b7 red', help: 'paint a cell' },
  line: { args: z.object({ from: cell, to: cell, colour }), usage: 'line a1 h8 blue', help: 'draw a line' },
  rect: {
    ...{ args: z.object({ from: cell, to: cell, colour }), aliases: { box: 'rect' } },
    ...{ usage: 'rect a1 c3 green', help: 'fill a rectangle' },
  },
  fill: { args: z.object({ cell, colour }), usage: 'fill d4 pink', help: 'fill an area of one colour' },
  undo: { args: z.object({ what }), usage: 'undo mine', own: true, help: 'take back your last mark' },
}
