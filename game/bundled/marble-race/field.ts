import { schema, t, type SchemaType } from '@colyseus/schema'

/** A place on a board of points. */
export const Place = schema({ name: t.string().default(''), points: t.uint32().default(0) }, 'MarblePlace')
export type Place = SchemaType<typeof Place>

export const MarbleRace = schema(
  {
    /** `lobby`: house marbles run for fun while viewers join. `race`: it counts. `finish`: the podium. */
    phase: t.string().default('lobby'),
    phaseAtTick: t.uint32().default(0),
    /** When the lobby’s countdown or the podium is over; 0 where nothing is counted down. */
    endsAtTick: t.uint32().default(0),
    /** Number of the race that is run, or was last. */
    race: t.uint16().default(0),
    /** Seed of the course, from which everybody builds the same one. */
    course: t.uint32().default(1),
    /** The tick before the run’s first one. */
    runAtTick: t.uint32().default(0),
    /** Of every marble, in units of the course. */
    radius: t.uint8().default(16),
    /** By marble. After the start of a run they come in over some ticks, so that no patch has them all. */
    names: t.array('string'),
    /** A digit for each marble: its place in `teams`. */
    teams: t.string().default(''),
    /**
     * Where marbles and camera are, packed, after the latest even and the latest odd tick. Each tick writes one of the two, so the
     * state has two moments to draw between and a patch carries one.
     */
    atTick: t.uint32().default(0),
    even: t.string().default(''),
    odd: t.string().default(''),
    /** Marbles in the order in which they crossed the line, and how many ticks after the start. */
    finishers: t.array('uint16'),
    times: t.array('uint16'),
    /** Viewers who have joined the next race, and the names of the latest, one a line. */
    joined: t.uint16().default(0),
    newest: t.string().default(''),
    /** The place that the camera’s fight is for; 0 while it is with the leaders or at the finish. */
    fightFor: t.uint16().default(0),
    /** The best of all time, and of this show. */
    allTime: t.array(Place),
    today: t.array(Place),
    /** Points of each team in this show. */
    teamPoints: t.array('uint32'),
    /** The latest hits that are worth hearing, each packed into a number. */
    hits: t.array('number'),
  },
  'MarbleRace',
)
export type MarbleRace = SchemaType<typeof MarbleRace>
