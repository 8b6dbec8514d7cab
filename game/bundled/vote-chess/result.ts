import type { Colour } from './side.ts'
import type { VoteChess } from './state.ts'

/** Seconds for which a result is shown. */
export const resultSeconds = 12

/** Who won, in a few words. */
export function headlineOf({ result, crowd }: Pick<VoteChess, 'result' | 'crowd'>): string {
  if (result === '1/2-1/2') return 'A draw'
  const winner: Colour = result === '1-0' ? 'w' : 'b'
  if (crowd === '') return winner === 'w' ? 'Team White wins' : 'Team Black wins'
  return winner === crowd ? 'The crowd wins' : 'The engine wins'
}
