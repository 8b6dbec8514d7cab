import type { Right } from '../auth/rights.ts'
import { acts } from './acts.ts'

const others: ReadonlyMap<string, Right> = new Map([
  ['stream.output.turn', 'stream.run'],
  ['stream.output.add', 'stream.outputs'],
  ['stream.output.change', 'stream.outputs'],
  ['stream.output.remove', 'stream.outputs'],
  ['stream.start', 'stream.run'],
  ['stream.stop', 'stream.run'],
  ['game.switch', 'show.direct'],
  ['game.rollback', 'show.direct'],
  ['settings.change', 'settings.write'],
  ['person.note.remove', 'chat.moderate'],
  ['media.use', 'media.manage'],
  ['media.unuse', 'media.manage'],
])

/** The right that somebody needs for an action, and for undoing it; null for one that is not known. */
export function rightOf(action: string): Right | null {
  return acts.find((each) => each.action === action)?.right ?? others.get(action) ?? null
}
