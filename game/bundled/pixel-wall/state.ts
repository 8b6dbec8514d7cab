import { schema, t, type SchemaType } from '@colyseus/schema'

/** What somebody put on the wall, and the cells that hold all of it. */
export const Mark = schema(
  {
    name: t.string().default(''),
    colour: t.uint8().default(0),
    left: t.uint16().default(0),
    top: t.uint16().default(0),
    right: t.uint16().default(0),
    bottom: t.uint16().default(0),
    /** 0 while there is none. */
    atTick: t.uint32().default(0),
  },
  'Mark',
)
export type Mark = SchemaType<typeof Mark>

/** A note that is heard for a mark. */
export const Plink = schema(
  {
    /** Step of the scale, from its lowest. */
    step: t.uint8().default(0),
    /** −100 is left, 100 is right. */
    pan: t.int8().default(0),
    atTick: t.uint32().default(0),
  },
  'Plink',
)

export const PixelWall = schema(
  {
    /** Cells. */
    width: t.uint16().default(0),
    height: t.uint16().default(0),
    /** The colours row by row, eight cells a number, the first in its lowest four bits: a cell that changes costs about eight bytes. */
    words: t.array('uint32'),
    /** Counts up with each change of them. */
    version: t.uint32().default(0),
    /** How many marks there ever were; the newest is `recent[(marks − 1) % keptMarks]`. */
    marks: t.uint32().default(0),
    recent: t.array(Mark),
    plinks: t.array(Plink),
    /** The last tick in which anybody painted; 0 before the first. */
    paintedAtTick: t.uint32().default(0),
    /** The cell that is seen enlarged, and the one before, from which the look wanders since `movedAtTick`. */
    lookX: t.uint16().default(0),
    lookY: t.uint16().default(0),
    beforeX: t.uint16().default(0),
    beforeY: t.uint16().default(0),
    movedAtTick: t.uint32().default(0),
    /** The outline that is to be filled in: one of `sprites` from 1, 0 for none, with its upper left cell. */
    outline: t.uint8().default(0),
    outlineX: t.uint16().default(0),
    outlineY: t.uint16().default(0),
    /** Cells of it that have their colour. */
    outlineDone: t.uint16().default(0),
  },
  'PixelWall',
)
export type PixelWall = SchemaType<typeof PixelWall>
