import type { Command } from '../game/index.ts'
import type { ChatEvent } from './event.ts'
import type { Display } from './filter/display.ts'

/** The newest inputs of a tick that are told on: far more than any picture shows. */
const maxInputs = 64

/** An accepted input as it may be shown. */
export interface ShownInput {
  readonly name: string
  readonly command: Command
}

/** What has been heard in a tick, for the picture. */
export interface Heard {
  input(user: string, command: Command): void
  event(event: ChatEvent): void
  /** The newest, oldest first, at most 64. */
  readonly inputs: readonly ShownInput[]
  readonly events: readonly ChatEvent[]
}

export function createHeard(display: Display): Heard {
  let inputs: { user: string; command: Command }[] = []
  const events: ChatEvent[] = []
  return {
    input(user, command) {
      inputs.push({ user, command })
      // Cut at the double, so that a flood costs each message next to nothing.
      if (inputs.length >= 2 * maxInputs) inputs = inputs.slice(-maxInputs)
    },
    event: (event) => void events.push(event),
    get inputs() {
      return inputs.slice(-maxInputs).map(({ user, command }) => ({ name: display.name(user), command }))
    },
    events,
  }
}
