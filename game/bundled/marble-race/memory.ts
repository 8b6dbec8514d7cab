import { courseOf } from './course/course.ts'
import { laneWidth } from './course/parts.ts'
import type { MarbleRace } from './field.ts'
import type { Points } from './points.ts'
import { createWorld, type World } from './world/world.ts'
import { loadMarbles, penned, saveMarbles, type SavedMarbles } from './world/marbles.ts'

/** Somebody who has joined the next race; the team is null where they didn’t choose one. */
export interface Entrant {
  readonly player: string
  readonly name: string
  readonly team: number | null
}

/** Where the camera is and what it follows. */
export interface Direction {
  y: number
  speed: number
  shot: 'leaders' | 'fight' | 'finish'
  sinceTick: number
  /** The marble that a fight is followed by. */
  marble: number
}

/** What the rules know beside the state: exact numbers that no picture needs, and ids that nobody should see. */
export interface Memory {
  world: World
  /** Who each marble belongs to; null for house marbles. */
  players: (string | null)[]
  /** Names that have yet to be shown, in the order of their marbles. */
  unnamed: string[]
  /** Ticks from which on each marble may be nudged again, and whether it has had its boost. */
  nudgeFrom: number[]
  boosted: boolean[]
  /** In the order in which they came. */
  readonly queue: Map<string, Entrant>
  readonly allTime: Points
  readonly today: Points
  direction: Direction
  /** The last tick, and that of the latest notice of a full field. */
  tick: number
  toldFullAt: number
  heardAt: number
}

const memories = new WeakMap<MarbleRace, Memory>()

/** A race on its own: another state has another memory. */
export function memoryOf(state: MarbleRace): Memory {
  const known = memories.get(state)
  if (known) return known
  const memory: Memory = {
    world: createWorld(state.course, penned([], laneWidth, courseOf(state.course).penHeight)),
    ...{ players: [], unnamed: [], nudgeFrom: [], boosted: [] },
    ...{ queue: new Map(), allTime: new Map(), today: new Map() },
    direction: newDirection(0),
    ...{ tick: 0, toldFullAt: 0, heardAt: 0 },
  }
  memories.set(state, memory)
  return memory
}

export function newDirection(tick: number): Direction {
  return { y: 270, speed: 0, shot: 'leaders', sinceTick: tick, marble: 0 }
}

interface Saved extends Omit<Memory, 'world' | 'queue' | 'allTime' | 'today'> {
  readonly marbles: SavedMarbles
  readonly queue: readonly Entrant[]
  readonly allTime: readonly { player: string; name: string; points: number }[]
  readonly today: readonly { player: string; name: string; points: number }[]
}

/** Plain data, from which the race goes on to the last bit as it would have. */
export function save(state: MarbleRace): unknown {
  const { world, queue, allTime, today, ...rest } = memoryOf(state)
  const boards = { queue: [...queue.values()], allTime: [...allTime.values()], today: [...today.values()] }
  return structuredClone({ ...rest, ...boards, marbles: saveMarbles(world.marbles) }) satisfies Saved
}

export function load(state: MarbleRace, saved: unknown): void {
  const { marbles, queue, allTime, today, ...rest } = structuredClone(saved) as Saved
  memories.set(state, {
    ...rest,
    world: createWorld(state.course, loadMarbles(marbles)),
    queue: new Map(queue.map((each) => [each.player, each])),
    allTime: new Map(allTime.map((each) => [each.player, each])),
    today: new Map(today.map((each) => [each.player, each])),
  })
}
