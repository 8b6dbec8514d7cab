import { courseOf } from './course/course.ts'
import type { MarbleRace } from './field.ts'
import { holdTicks } from './hold.ts'
import { unpacked, type Packed } from './pack.ts'

const shown = 5

type Where = Pick<Packed, 'y' | 'count'>

/** The first five of the race with the per cent of the course that they have behind them; between races the best of this show, or of all time before its first. */
export function standingsOf(state: MarbleRace): { name: string; score: number; unit?: string }[] {
  if (state.phase !== 'race' || state.atTick - state.runAtTick <= holdTicks)
    return Array.from(state.today.length > 0 ? state.today : state.allTime, ({ name, points }) => ({
      name,
      score: points,
    }))
  const { length, penHeight } = courseOf(state.course)
  const latest = unpacked(state.atTick % 2 === 0 ? state.even : state.odd)
  return firstOf(state, latest, shown).map((marble) => {
    const done = ((latest.y[marble] ?? NaN) - penHeight) / (length - penHeight)
    const percent = Number.isNaN(done) ? 100 : Math.round(100 * Math.min(1, Math.max(0, done)))
    return { name: state.names[marble] ?? '', score: percent, unit: ' %' }
  })
}

/** The first so many marbles: who has crossed the line, then who is deepest. Those that are out of the picture come last. */
export function firstOf({ finishers }: Pick<MarbleRace, 'finishers'>, { y, count }: Where, most: number): number[] {
  const first = Array.from(finishers).slice(0, most)
  const home = new Set(first)
  const rest: number[] = []
  if (first.length < most) for (let marble = 0; marble < count; marble++) if (!home.has(marble)) rest.push(marble)
  const down = (marble: number) => y[marble] || 0
  rest.sort((a, b) => down(b) - down(a) || a - b)
  return [...first, ...rest.slice(0, most - first.length)]
}
