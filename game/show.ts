import { schema, t, type SchemaType } from '@colyseus/schema'

/** One choice on the ballot, leaders first. */
export const VoteOption = schema({ label: t.string().default(''), votes: t.uint32().default(0) }, 'VoteOption')

/** How the last window ended; `label` is empty while none has. `reason` is a sentence for people. */
export const VoteResult = schema(
  {
    label: t.string().default(''),
    votes: t.uint32().default(0),
    voters: t.uint32().default(0),
    reason: t.string().default(''),
    tick: t.uint32().default(0),
  },
  'VoteResult',
)

/** An accepted input as it may be shown: a cleaned name and the command's canonical label, never raw chat. */
export const FeedEntry = schema(
  { name: t.string().default(''), label: t.string().default(''), tick: t.uint32().default(0) },
  'FeedEntry',
)

export const HelpEntry = schema({ usage: t.string().default(''), help: t.string().default('') }, 'HelpEntry')

/**
 * What every picture shows around the game. It is part of the one state, so the broadcast,
 * the spectators' page and a replay show the same tally at the same tick.
 */
export const Show = schema(
  {
    title: t.string().default(''),
    tick: t.uint32().default(0),
    tickRate: t.uint16().default(30),
    /** `democracy` or `anarchy`. */
    mode: t.string().default(''),
    /** Ticks; both 0 where the mode has no window. */
    windowTicks: t.uint32().default(0),
    closesAtTick: t.uint32().default(0),
    /** At most `maxOptions`; `voters` counts the ballots of all options. */
    options: t.array(VoteOption),
    voters: t.uint32().default(0),
    result: t.ref(VoteResult),
    /** At most `maxFeed`, newest last. */
    feed: t.array(FeedEntry),
    help: t.array(HelpEntry),
  },
  'Show',
)
export type Show = SchemaType<typeof Show>

/** Bounds of what a picture can show: options of the tally, entries of the feed. */
export const maxOptions = 6
export const maxFeed = 6
