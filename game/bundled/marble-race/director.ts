import type { MarbleRace } from './field.ts'
import type { Direction, Memory } from './memory.ts'
import { placesOf } from './order.ts'
import { holdTicks } from './hold.ts'

/** How often the camera looks around for a better story, and how long it stays with one. */
const lookTicks = 30
const leadersTicks = 330
const fightTicks = 170
const finishTicks = 210

/** Two marbles within this distance fight for their places, in units. */
const close = 60

/** Fights for so many places behind the first are worth showing. */
const farthest = 40

/** A spring without overshoot, and the fastest that the picture may pass by, units a tick. */
const stiffness = 0.012
const damping = 0.2
const fastest = 46

/** How far above what it follows the camera looks, so that it shows whence the others come. */
const above = 30

/** How far ahead of those behind it a leader may be before the camera leaves them. In the lobby a card leaves little of the lane to be seen. */
const aheadInRace = 240
const aheadInLobby = 40

/** The lowest that the camera goes, above the finish line. */
const finishAbove = 150

/** Follows the leaders, now and then a fight behind them, and the finish; smoothly, as somebody’s hand would. */
export function direct(state: MarbleRace, memory: Memory): void {
  const { direction, tick, world } = memory
  if (tick % lookTicks === 0 && tick - state.runAtTick > holdTicks) choose(state, memory)
  const target = targetOf(memory, tick - state.runAtTick, state.phase === 'lobby' ? aheadInLobby : aheadInRace)
  const lowest = world.course.length - finishAbove
  const pull = (Math.min(target, lowest) - direction.y) * stiffness
  const speed = direction.speed + pull - direction.speed * damping
  direction.speed = Math.min(fastest, Math.max(-fastest, speed))
  direction.y += direction.speed
}

function choose(state: MarbleRace, memory: Memory): void {
  const { direction, tick, world } = memory
  const places = placesOf(world.marbles, state.finishers)
  const isHere = (marble: number) => world.marbles.gone[marble] === 0
  const next = nextShot(state, direction, tick)
  if (next === 'fight') {
    const at =
      next === direction.shot ? places.indexOf(direction.marble) : fightAt(memory, places, state.finishers.length)
    const isNear = at > 0 && at < state.finishers.length + farthest
    if (isNear && isHere(places[at]!)) {
      if (next !== direction.shot) direction.sinceTick = tick
      Object.assign(direction, { shot: next, marble: places[at]! })
      state.fightFor = at + 1
      return
    }
  }
  const shot = state.finishers.length > 0 ? 'finish' : 'leaders'
  if (shot !== direction.shot) direction.sinceTick = tick
  direction.shot = shot
  const leader = places.find(isHere)
  if (leader !== undefined && shot === 'leaders') direction.marble = leader
  state.fightFor = 0
}

function nextShot(state: MarbleRace, { shot, sinceTick }: Direction, tick: number): Direction['shot'] {
  const since = tick - sinceTick
  if (shot === 'fight') return since < fightTicks ? 'fight' : 'leaders'
  if (shot === 'finish') return since < finishTicks ? 'finish' : 'fight'
  return since < leadersTicks || state.finishers.length > 0 ? 'leaders' : 'fight'
}

/** The place behind the leaders at which two are closest, rather of viewers than of the house; −1 where nobody is close. */
function fightAt({ world, players }: Memory, places: readonly number[], finished: number): number {
  const { y } = world.marbles
  let best = -1
  let least = close
  for (let at = finished + 4; at < Math.min(places.length, finished + farthest); at++) {
    const [ahead, behind] = [places[at - 1]!, places[at]!]
    const viewers = (players[ahead] === null ? 0 : 1) + (players[behind] === null ? 0 : 1)
    const apart = y[ahead]! - y[behind]! + (2 - viewers) * (close / 3)
    if (apart < least) [best, least] = [at, apart]
  }
  return best
}

function targetOf({ direction, world }: Memory, runTick: number, farAhead: number): number {
  const { course, marbles } = world
  if (runTick <= holdTicks) return 270
  if (direction.shot === 'finish') return course.length
  const { y, count, gone } = marbles
  if (direction.shot === 'fight' && gone[direction.marble] === 0) return y[direction.marble]! - above
  let [first, second, third] = [0, 0, 0]
  for (let i = 0; i < count; i++) {
    if (gone[i] === 1) continue
    if (y[i]! > first) [first, second, third] = [y[i]!, first, second]
    else if (y[i]! > second) [second, third] = [y[i]!, second]
    else if (y[i]! > third) third = y[i]!
  }
  // A leader who is far ahead is shown rather than the empty lane behind.
  return Math.max((first + second + third) / Math.max(1, Math.min(3, count)), first - farAhead) - above
}
