import { createRandom, type Random } from '../../../index.ts'
import type { Building, Course, Section } from './parts.ts'
import { builders } from './sections.ts'

/** Sections of a course: about a minute. */
const sectionCount = 9

/** Room for 500 small marbles. */
const penHeight = 330

/** From the last section to the finish line. */
const runOut = 260

/** A course follows from its seed alone, so a state need not hold more of it. */
export function makeCourse(seed: number): Course {
  const random = createRandom(seed, 'course')
  const built: Building = { solids: [], spinners: [], gates: [], pads: [] }
  const sections: Section[] = []
  let y = penHeight + 60
  for (const name of programme(random)) {
    const height = Math.ceil(builders[name]?.(built, y, random) ?? 0)
    sections.push({ name, y, height })
    y += height
  }
  return { penHeight, length: y + runOut, sections, ...built }
}

/** Every kind once, then some a second time, never twice in a row. */
function programme(random: Random): string[] {
  const kinds = Object.keys(builders)
  const once = shuffled(kinds, random)
  const again = shuffled(kinds, random).filter((name) => name !== once.at(-1))
  return [...once, ...again].slice(0, sectionCount)
}

/** Each order is as likely as any other. */
export function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  const left = [...items]
  return items.map(() => left.splice(random.integer(left.length), 1)[0] as Item)
}

let latest: { readonly seed: number; readonly course: Course } | null = null

/** The same as `makeCourse`, which a picture asks for again and again. */
export function courseOf(seed: number): Course {
  latest = latest?.seed === seed ? latest : { seed, course: makeCourse(seed) }
  return latest.course
}
