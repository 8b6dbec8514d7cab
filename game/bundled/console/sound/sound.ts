import type { SoundFrame, Synth } from '../../../index.ts'
import type { Console } from '../state.ts'
import { keptBlocks, readBlock } from './block.ts'

/** Blocks as they were read last: each is named in several frames, and is the same in all. */
const known: { text: string; samples: Float32Array }[] = []

/** The console's own sound, as it comes out of it. */
export function sound(synth: Synth, state: Console, _frame: SoundFrame): void {
  for (let back = keptBlocks - 1; back >= 0; back--) {
    const atTick = state.tick - back
    const text = state.sound[atTick % keptBlocks] ?? ''
    if (atTick >= 1 && text !== '') synth.stream('console', { atTick, samples: samplesOf(text, atTick), gain: 1 })
  }
}

function samplesOf(text: string, atTick: number): Float32Array {
  const at = atTick % keptBlocks
  const held = known[at]
  if (held?.text === text) return held.samples
  const samples = readBlock(text)
  known[at] = { text, samples }
  return samples
}
