/**
 * Where two values of plain data differ first, as `game.balls.3.x: 1.5 and 2`; null where they don't.
 *
 * @param slack by which numbers may differ, as a share of the larger one
 */
export function firstDifference(one: unknown, two: unknown, slack = 0, at = ''): string | null {
  if (Object.is(one, two)) return null
  if (typeof one === 'number' && typeof two === 'number') {
    if (Math.abs(one - two) <= slack * Math.max(1, Math.abs(one), Math.abs(two))) return null
  } else if (isPart(one) && isPart(two)) {
    for (const key of new Set([...Object.keys(one), ...Object.keys(two)])) {
      const found = firstDifference(one[key], two[key], slack, at === '' ? key : `${at}.${key}`)
      if (found !== null) return found
    }
    return null
  }
  return `${at}: ${short(one)} and ${short(two)}`
}

function isPart(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function short(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value))
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
