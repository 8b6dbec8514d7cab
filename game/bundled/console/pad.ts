import type { Decision } from '../../index.ts'
import { bitOf, buttons, type Button } from './buttons.ts'
import type { Console } from './state.ts'

/** Ticks between two steps in which nothing is pressed, so that `a2` is two presses and not a long one. */
export const restTicks = 4

/** How long a held button stays down when no step follows. */
const maxHoldTicks = 180

/** Steps that may wait for a further message to be taken: more, and the crowd would see its word acted on too late to know it. */
const maxWaiting = 12

const words: ReadonlySet<string> = new Set(buttons)
const isButton = (word: string): word is Button => words.has(word)

/** The steps of a message: buttons in the low byte, those that are held in the high one. `wait` has none. */
export function stepsOf({ command }: Decision): number[] {
  const steps = command.steps ?? [[{ word: command.word, hold: false }]]
  return steps.map((presses) => {
    let step = 0
    for (const { word, hold } of presses) {
      if (!isButton(word)) continue
      step |= bitOf(word)
      if (hold) step |= bitOf(word) << 8
    }
    return step
  })
}

/** Puts a message at the end of the line; a message that comes when the line is long is left out. @returns whether it was taken */
export function takeSteps(state: Console, steps: readonly number[]): boolean {
  if (state.steps.length > maxWaiting) return false
  for (const step of steps) state.steps.push(step)
  return true
}

/**
 * The buttons that are down in the next tick. A step is pressed for `pressTicks`, then let go for `restTicks`; what is held stays down
 * until the next step presses something.
 *
 * @returns whether a new step began
 */
export function playStep(state: Console, pressTicks: number): boolean {
  let isNew = false
  if (state.stepTicks === 0 && state.steps.length > 0) {
    const next = state.steps.shift() ?? 0
    isNew = true
    state.stepTicks = pressTicks + restTicks
    // A `wait` presses nothing, and leaves what is held.
    state.step = next === 0 ? state.step & 0xff00 : next
    if (next !== 0) state.holdTicks = next >> 8 === 0 ? 0 : maxHoldTicks
  }
  const isPressed = state.stepTicks > restTicks
  const held = state.holdTicks > 0 ? state.step >> 8 : 0
  state.down = (isPressed ? state.step & 0xff : 0) | held
  if (state.stepTicks > 0) state.stepTicks -= 1
  if (state.holdTicks > 0) state.holdTicks -= 1
  return isNew
}
