const units = [
  [31_536_000, 'year'],
  [86_400, 'day'],
  [3600, 'h'],
  [60, 'min'],
] as const

/** A length of time in its largest whole unit: `90 s`, `10 min`, `2 days`. */
export function duration(seconds: number): string {
  for (const [length, unit] of units) {
    const count = seconds / length
    if (count < 1) continue
    const whole = Math.floor(count * 10) / 10
    if (unit === 'h' || unit === 'min') return `${whole} ${unit}`
    return `${whole} ${unit}${whole === 1 ? '' : 's'}`
  }
  return `${Math.round(seconds)} s`
}

/** Time of day, and the day where it isn’t today. */
export function clock(atMs: number, nowMs = Date.now()): string {
  const at = new Date(atMs)
  const time = at.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false })
  const isToday = at.toDateString() === new Date(nowMs).toDateString()
  return isToday ? time : `${at.toLocaleDateString([], { day: 'numeric', month: 'short' })} ${time}`
}

/** A day, for what ends or began some time ago. */
export const day = (atMs: number): string =>
  new Date(atMs).toLocaleDateString([], { day: 'numeric', month: 'short', year: 'numeric' })

/** How long ago, as one says it. */
export function ago(atMs: number, nowMs = Date.now()): string {
  const seconds = Math.max(0, (nowMs - atMs) / 1000)
  return seconds < 5 ? 'now' : `${duration(seconds)} ago`
}

/** A count with its unit in the singular or plural. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`
