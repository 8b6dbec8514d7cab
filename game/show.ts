import { schema, t, type SchemaType } from '@colyseus/schema'

/** One choice on the ballot, leaders first; its share is `votes` of `ofVotes`. `team` is empty where there are none. */
export const VoteOption = schema(
  {
    label: t.string().default(''),
    votes: t.uint32().default(0),
    ofVotes: t.uint32().default(0),
    team: t.string().default(''),
  },
  'VoteOption',
)

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
    /** One of the input modes, and what plays at the moment: the slider's anarchy or democracy, elsewhere the mode itself. */
    mode: t.string().default(''),
    plays: t.string().default(''),
    /** Ticks; all 0 where the mode has no window. Between close and decision only late ballots count. */
    windowTicks: t.uint32().default(0),
    closesAtTick: t.uint32().default(0),
    decidesAtTick: t.uint32().default(0),
    /** `open`, or `closed` from the close to the decision. */
    phase: t.string().default('open'),
    /** At most `maxOptions`. `votes` is the sum of the weights of all `voters`. */
    options: t.array(VoteOption),
    votes: t.uint32().default(0),
    voters: t.uint32().default(0),
    abstained: t.uint32().default(0),
    /** Ballots that a decision needs, 0 for none. */
    quorum: t.uint32().default(0),
    /** Of a runoff, 1 or 2; 0 elsewhere. */
    round: t.uint8().default(0),
    /** Commands that wait in line. */
    waiting: t.uint32().default(0),
    /** Mode votes of the slider, and the per cent of them that switch; all 0 elsewhere. */
    forAnarchy: t.uint32().default(0),
    forDemocracy: t.uint32().default(0),
    switchPercent: t.uint8().default(0),
    /** `live`, or `overloaded` while more is typed than is read. */
    status: t.string().default('live'),
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
