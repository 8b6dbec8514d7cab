import type { Fetched } from './fetched.ts'

/** What stands where there is nothing to show: that it is on its way, why it isn’t, or that there is none. */
export function Empty({ of, none }: { of: Fetched<readonly unknown[]>; none: string }) {
  if (of.problem !== '') return <p class="problem">{of.problem}</p>
  if (of.value === null) return <p class="quiet">One moment …</p>
  return of.value.length === 0 ? <p class="quiet">{none}</p> : null
}
