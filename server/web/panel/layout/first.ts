import type { Place } from './grid.ts'

/** What each widget of the desk is for; who lacks the right doesn’t see it. */
const rightsOf: ReadonlyMap<string, string> = new Map([
  ['picture', 'chat.read'],
  ['chat', 'chat.read'],
  ['votes', 'chat.read'],
  ['controls', 'show.direct'],
  ['deeds', 'log.read'],
  ['health', 'numbers.read'],
])

/** Who directs the show has its controls below the picture. */
const directing: readonly Place[] = [
  { id: 'picture', x: 0, y: 0, w: 5, h: 6 },
  { id: 'chat', x: 5, y: 0, w: 4, h: 12 },
  { id: 'votes', x: 9, y: 0, w: 3, h: 7 },
  { id: 'controls', x: 0, y: 6, w: 5, h: 6 },
  { id: 'deeds', x: 9, y: 7, w: 3, h: 2 },
  { id: 'health', x: 9, y: 9, w: 3, h: 3 },
]

/** Who moderates has what all of them do there, and the vote its whole length. */
const moderating: readonly Place[] = [
  { id: 'picture', x: 0, y: 0, w: 5, h: 6 },
  { id: 'chat', x: 5, y: 0, w: 4, h: 12 },
  { id: 'votes', x: 9, y: 0, w: 3, h: 9 },
  { id: 'deeds', x: 0, y: 6, w: 5, h: 6 },
  { id: 'health', x: 9, y: 9, w: 3, h: 3 },
]

/** Who looks on has more of the picture. */
const lookingOn: readonly Place[] = [
  { id: 'picture', x: 0, y: 0, w: 6, h: 7 },
  { id: 'chat', x: 6, y: 0, w: 3, h: 12 },
  { id: 'votes', x: 9, y: 0, w: 3, h: 12 },
  { id: 'health', x: 0, y: 7, w: 6, h: 5 },
]

/** The widgets that somebody may see, each where it is before anybody moves it: together they fill the screen. */
export function firstPlaces(may: (right: string) => boolean): readonly Place[] {
  const isSeen = (id: string) => may(rightsOf.get(id) ?? '')
  const all = isSeen('controls') ? directing : isSeen('deeds') ? moderating : lookingOn
  return all.filter(({ id }) => isSeen(id))
}
