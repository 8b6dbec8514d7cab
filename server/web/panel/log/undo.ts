import type { Desk } from '../desk.ts'
import type { Deed } from '../shapes.ts'

/** Undoing needs the right of doing; the first beginning that fits counts. */
const rightsOf = [
  ['chat.mute', 'show.direct'],
  ['chat.', 'chat.moderate'],
  ['person.', 'chat.moderate'],
  ['votes.', 'votes.run'],
  ['show.panic', 'show.panic'],
  ['show.', 'show.direct'],
  ['game.', 'show.direct'],
  ['stream.output.add', 'stream.outputs'],
  ['stream.output.change', 'stream.outputs'],
  ['stream.output.remove', 'stream.outputs'],
  ['stream.', 'stream.run'],
  ['settings.', 'settings.write'],
  ['media.', 'media.manage'],
] as const

/** Whether somebody is offered to undo a deed; the server judges by itself. */
export function mayUndo(desk: Pick<Desk, 'may'>, { action, canUndo, undoneBy }: Deed): boolean {
  const right = rightsOf.find(([beginning]) => action.startsWith(beginning))?.[1]
  return canUndo && undoneBy === null && right !== undefined && desk.may(right)
}
