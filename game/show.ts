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

/**
 * An input as it may be shown: a cleaned name and the command's canonical label, never raw chat. Of a command that was
 * refused, `label` is empty and `reason` says why. `colour` is the name's in its chat, `#rrggbb`, or empty where it has none.
 */
export const FeedEntry = schema(
  {
    name: t.string().default(''),
    label: t.string().default(''),
    reason: t.string().default(''),
    colour: t.string().default(''),
    tick: t.uint32().default(0),
  },
  'FeedEntry',
)

/** What an alert can be about; each kind has a colour, a shape and a word of its own. */
export const alertKinds = ['info', 'success', 'warning', 'error', 'sub', 'raid', 'cheer'] as const
/** One of `alertKinds`. */
export type AlertKind = (typeof alertKinds)[number]

/**
 * The alert that is shown from `fromTick` until before `untilTick`. `kind` is empty before the first one, `name` where it is about
 * nobody. `isSaid` where somebody typed it, as by `!say`.
 */
export const Alert = schema(
  {
    kind: t.string().default(''),
    name: t.string().default(''),
    text: t.string().default(''),
    fromTick: t.uint32().default(0),
    untilTick: t.uint32().default(0),
    isSaid: t.boolean().default(false),
  },
  'Alert',
)

/** A line of the leader board. `unit` stands behind the score, and is left out where it has none. */
export const Leader = schema(
  { name: t.string().default(''), score: t.number().default(0), unit: t.string().optional() },
  'Leader',
)

/** The layers of a picture, from the ground up. */
export const layerNames = [
  'background',
  'game',
  'title',
  'vote',
  'leaders',
  'feed',
  'help',
  'alerts',
  'status',
  'branding',
  'slate',
] as const
/** One of `layerNames`. */
export type LayerName = (typeof layerNames)[number]

/** All layers, as `show.layers` has them: the first name is the lowest bit. */
export const allLayers = 2 ** layerNames.length - 1

/** Whether a layer is shown; `layers` has one bit for each. */
export function hasLayer({ layers }: { readonly layers: number }, name: LayerName): boolean {
  return (layers & (1 << layerNames.indexOf(name))) !== 0
}

/** `layers` with one of them turned on or off. */
export function withLayer(layers: number, name: LayerName, isOn: boolean): number {
  const bit = 1 << layerNames.indexOf(name)
  return isOn ? layers | bit : layers & ~bit
}

/** Pictures that stand in place of the game: before it, in a pause, after it, and when something must not be seen. */
export const slates = ['soon', 'break', 'ended', 'panic'] as const
/** One of `slates`. */
export type Slate = (typeof slates)[number]

/** How the show runs; of several, the first that holds. */
export const showStatuses = ['paused', 'recovering', 'slow', 'overloaded', 'delayed', 'live'] as const
/** One of `showStatuses`. */
export type ShowStatus = (typeof showStatuses)[number]

/** A line of the help strip: what to type, and what it does. */
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
    /** One of the input modes, or `poll`, and what plays at the moment: the slider's anarchy or democracy, elsewhere the mode itself. */
    mode: t.string().default(''),
    plays: t.string().default(''),
    /** What a poll asks; empty while there is none. */
    question: t.string().default(''),
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
    /** One of `showStatuses`: `recovering` while an output is lost, `slow` while one’s network is, `overloaded` while more is typed than is read. */
    status: t.string().default('live'),
    /** How far the broadcast is behind, 0 where that is not worth a word. */
    delaySeconds: t.uint8().default(0),
    /** One bit a layer, as `hasLayer` reads them. */
    layers: t.uint16().default(allLayers),
    /** One of `slates`, or empty while the game is to be seen; `slateText` is what else it says. */
    slate: t.string().default(''),
    slateText: t.string().default(''),
    /** Name of the image in the corner, empty for none. */
    branding: t.string().default(''),
    result: t.ref(VoteResult),
    alert: t.ref(Alert),
    /** At most `maxLeaders`, the best first; empty where the game has no such thing. */
    leaders: t.array(Leader),
    /** At most `maxFeed`, newest last. */
    feed: t.array(FeedEntry),
    help: t.array(HelpEntry),
    /** Name of the image or video that stands behind the words of a slate; empty for none. */
    backdrop: t.string().default(''),
    /** Name of the sound that was played last, and the tick at which it begins; empty and 0 before the first. */
    sound: t.string().default(''),
    soundTick: t.uint32().default(0),
    /**
     * What the streamer says in the status until it is taken away, at most `maxStatusLine` UTF-16 units. There is none where it is
     * left out, so that such a state is what it was before there were any: journals of that time are still played to the same hashes.
     */
    statusLine: t.string().optional(),
    /**
     * What people wait for while the game has nothing to vote on, at most `maxAwaits` UTF-16 units. Left out while there is something,
     * for the same reason.
     */
    awaits: t.string().optional(),
  },
  'Show',
)
/** What every picture shows around the game, as `createState` makes it. */
export type Show = SchemaType<typeof Show>

/**
 * The lines of the help that are of use at the moment: where a slider plays anarchy there is no vote to abstain from. Told by what is
 * shown and not by the state, whose help is that of the mode, so that hashes of journals stay what they were.
 */
export function helpNow({
  help,
  mode,
  plays,
}: Pick<Show, 'help' | 'mode' | 'plays'>): { usage: string; help: string }[] {
  const hasVote = mode !== 'slider' || plays !== 'anarchy'
  return Array.from(help, ({ usage, help: does }) => ({ usage, help: does })).filter(
    ({ usage }) => hasVote || usage !== '!abstain',
  )
}

/** Options of the tally, at most. */
export const maxOptions = 12
/** Entries of the feed, at most. */
export const maxFeed = 10
/** Rows of the leader board, at most. */
export const maxLeaders = 5
/** UTF-16 units of what people wait for, at most. */
export const maxAwaits = 60
/** UTF-16 units of the streamer’s line in the status, at most. */
export const maxStatusLine = 60
