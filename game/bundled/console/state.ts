import { schema, t, type SchemaType } from '@colyseus/schema'

/** A part of the picture: what it once was as a whole, and its changes since then (`picture/strip.ts`). */
export const Strip = schema({ whole: t.string().default(''), changes: t.array('string') }, 'ConsoleStrip')

export const Console = schema(
  {
    /** Of the last step: the sound of which tick is the newest. */
    tick: t.uint32().default(0),
    /** The picture, from above. */
    picture: t.array(Strip),
    /** The sound of the last ticks (`sound/block.ts`), that of tick `n` at `n % keptBlocks`. */
    sound: t.array('string'),
    /** Buttons that are down, a bit each in the order of `buttons`. */
    down: t.uint8().default(0),
    /** Steps that wait: buttons in the low byte, and which of them are held until the next step in the high one. */
    steps: t.array('uint16'),
    /** The step that is played, ticks that are left of it, and ticks for which its held buttons stay down. */
    step: t.uint16().default(0),
    stepTicks: t.uint16().default(0),
    holdTicks: t.uint16().default(0),
    /** When a button was last asked for; 0 while nobody has. */
    playedAtTick: t.uint32().default(0),
    /** Name of the cartridge; empty for one that the streamer brought along. */
    cartridge: t.string().default(''),
    /** After a crash the console is off until here. */
    offUntilTick: t.uint32().default(0),
    /** What the bundled cartridge tells of its game: 0 title, 1 play, 2 a garden is done, 3 over; 0 for other cartridges. */
    mode: t.uint8().default(0),
    isDemo: t.boolean().default(false),
    garden: t.uint8().default(0),
    lit: t.uint8().default(0),
    lanterns: t.uint8().default(0),
    points: t.uint32().default(0),
  },
  'Console',
)
export type Console = SchemaType<typeof Console>
