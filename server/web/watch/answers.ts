import type { Board } from './board.ts'

/** What a poll’s answer is called, and what is typed for it. */
export interface Answer {
  readonly label: string
  readonly send: string
}

/** The answers of the poll that is open, in its own order; none while there is no poll. The tally has the one with the most votes first. */
export function answersOf({ mode, options }: Pick<Board, 'mode' | 'options'>): readonly Answer[] {
  if (mode !== 'poll') return []
  return options
    .map(({ label }) => ({ label, send: label.split(' ', 1)[0] ?? label }))
    .toSorted((a, b) => Number(a.send) - Number(b.send))
}
