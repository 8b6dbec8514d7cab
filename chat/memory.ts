import type { CounterMemory } from './counts.ts'
import type { LimitsMemory } from './filter/limits.ts'
import type { HeldMemory } from './held.ts'
import type { IntakeMemory } from './intake.ts'
import type { ModerationMemory } from './moderation/moderation.ts'
import type { SilenceMemory } from './moderation/silence.ts'
import type { PlayingMemory } from './playing.ts'

/** All that chat remembers between two ticks. What it would find out again by itself, such as names as they may be shown, is not in it. */
export interface ChatMemory {
  readonly playing: PlayingMemory
  readonly silence: SilenceMemory
  readonly moderation: ModerationMemory
  readonly tick: number
  readonly showMs: number
  readonly lastResult: string | null
  readonly filter: LimitsMemory
  readonly counter: CounterMemory
  readonly held: HeldMemory
  readonly intake: IntakeMemory
}
