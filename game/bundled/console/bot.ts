import { hashOf, type Random } from '../../index.ts'
import type { Console } from './state.ts'

const moves = ['left', 'right', 'up', 'down'] as const
const others = ['a', 'left+b', 'right+b', 'up2left2', 'down2right2', 'left3', 'right3', 'right-', 'up+b2']

/** For so many ticks most of a rehearsing crowd wants the same way: each for themselves, they would never leave the spot. */
const whimTicks = 120

/** A viewer of a rehearsal: gets the game going, then mostly walks, and now and then takes a side on the slider. */
export function bot(state: Console, random: Random): string | null {
  const isPlaying = state.cartridge === '' ? state.playedAtTick > 0 : state.mode > 0 && state.mode < 3 && !state.isDemo
  if (!isPlaying) return random.next() < 0.7 ? 'start' : null
  const lot = random.next()
  if (lot < 0.02) return random.pick(['anarchy', 'democracy'])
  if (lot < 0.6) return moves[hashOf(`whim ${Math.floor(state.tick / whimTicks)}`) % moves.length] ?? 'left'
  return lot < 0.75 ? random.pick(moves) : random.pick(others)
}
