import type { Right } from '../auth/rights.ts'
import { acts } from './acts.ts'

const others: ReadonlyMap<string, Right> = new Map([
  ['stream.output.turn', 'stream.outputs'],
  ['game.rollback', 'show.direct'],
  ['settings.change', 'settings.write'],
])

/** The right that somebody needs for an action, and for undoing it; null for one that is not known. */
export function rightOf(action: string): Right | null {
  return acts.find((each) => each.action === action)?.right ?? others.get(action) ?? null
}
