import { hashOf } from '../../game/index.ts'
import { reject, type Rejection } from '../outcome.ts'
import { createRecentMap } from './recent-map.ts'
import type { FilterSettings } from './settings.ts'

/** Viewers who are remembered at least; at most twice as many are. */
export const rememberedViewers = 100_000

/** All that is kept of a viewer: three numbers. */
interface Pace {
  /** When the bucket is full again: a bucket of tokens told by one number. */
  fullAtMs: number
  /** Of the last command that was let through. */
  label: number
  labelAtMs: number
}

const repeated = reject('repeated', 'that came twice at once, and counts once')
const rateLimited = reject('rate-limited', 'too fast: slow down a little')

export interface Limits {
  /** Null lets a command through, and counts it. */
  judge(userId: string, label: string, showMs: number): Rejection | null
  readonly save: () => LimitsMemory
  readonly load: (memory: LimitsMemory) => void
}

/** Who was heard lately, as columns: of each three numbers. In objects they would take several times as long to save. */
export interface LimitsMemory {
  readonly young: PacesMemory
  readonly old: PacesMemory
}

interface PacesMemory {
  readonly userIds: readonly string[]
  readonly numbers: Float64Array
}

function pack(paces: ReadonlyMap<string, Pace>): PacesMemory {
  const numbers = new Float64Array(3 * paces.size)
  let at = 0
  for (const { fullAtMs, label, labelAtMs } of paces.values()) {
    numbers[at++] = fullAtMs
    numbers[at++] = label
    numbers[at++] = labelAtMs
  }
  return { userIds: [...paces.keys()], numbers }
}

function unpack({ userIds, numbers }: PacesMemory): Map<string, Pace> {
  return new Map(
    userIds.map((userId, at) => {
      const [fullAtMs = 0, label = 0, labelAtMs = 0] = numbers.subarray(3 * at)
      return [userId, { fullAtMs, label, labelAtMs }]
    }),
  )
}

/**
 * How fast one viewer may give commands: a token bucket of `burst`, filled by `perSecond`, and nothing twice within
 * `repeatMs`. Whoever is refused pays nothing for it: neither a token nor a longer wait.
 * Who is forgotten in a flood of new viewers starts with a full bucket.
 *
 * @throws {RangeError} on a setting out of its range
 */
export function createLimits({
  burst,
  perSecond,
  repeatMs,
}: Pick<FilterSettings, 'burst' | 'perSecond' | 'repeatMs'>): Limits {
  if (!(Number.isInteger(burst) && burst >= 1 && burst <= 1000)) wrong('burst', burst, 'a whole number, 1 to 1000')
  if (!(perSecond > 0 && perSecond <= 1000)) wrong('perSecond', perSecond, 'over 0 to 1000')
  if (!(repeatMs >= 0 && repeatMs <= 60_000)) wrong('repeatMs', repeatMs, '0 to 60000')
  const tokenMs = 1000 / perSecond
  const roomMs = (burst - 1) * tokenMs
  const paces = createRecentMap<Pace>(rememberedViewers)

  const judge: Limits['judge'] = (userId, text, showMs) => {
    // Two commands that share one are one in four billion, and lose half a second by it.
    const label = hashOf(text)
    const pace = paces.get(userId)
    if (pace === undefined) {
      paces.set(userId, { fullAtMs: showMs + tokenMs, label, labelAtMs: showMs })
      return null
    }
    if (label === pace.label && showMs - pace.labelAtMs < repeatMs) return repeated
    if (pace.fullAtMs - showMs > roomMs) return rateLimited
    pace.fullAtMs = Math.max(pace.fullAtMs, showMs) + tokenMs
    pace.label = label
    pace.labelAtMs = showMs
    return null
  }
  return {
    judge,
    save() {
      const { young, old } = paces.save()
      return { young: pack(young), old: pack(old) }
    },
    load: ({ young, old }) => paces.load({ young: unpack(young), old: unpack(old) }),
  }
}

function wrong(what: string, value: number, valid: string): never {
  throw new RangeError(`filter: ${what} is ${value}, and must be ${valid}`)
}
