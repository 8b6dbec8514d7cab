import type { Command } from '../game/index.ts'
import type { ChatEvent } from './event.ts'
import type { Display } from './filter/display.ts'
import type { ChatMessage } from './message.ts'

/** The newest inputs of a tick that are told on: far more than any picture shows. */
const maxInputs = 64

/** An accepted input as it may be shown. */
export interface ShownInput {
  readonly name: string
  readonly command: Command
  /** What it came from, so that it can be taken off the screen with its message or its author. */
  readonly source: string
  readonly userId: string
  readonly messageId: string | null
}

/** What has been heard in a tick, for the picture. */
export interface Heard {
  input(message: ChatMessage, command: Command): void
  event(event: ChatEvent): void
  /** The newest, oldest first, at most 64. */
  readonly inputs: readonly ShownInput[]
  readonly events: readonly ChatEvent[]
}

export function createHeard(display: Display): Heard {
  let inputs: { message: ChatMessage; command: Command }[] = []
  const events: ChatEvent[] = []
  return {
    input(message, command) {
      inputs.push({ message, command })
      // Cut at the double, so that a flood costs each message next to nothing.
      if (inputs.length >= 2 * maxInputs) inputs = inputs.slice(-maxInputs)
    },
    event: (event) => void events.push(event),
    get inputs() {
      return inputs.slice(-maxInputs).map(({ message, command }) => {
        const { user, source, userId, id } = message
        return { name: display.name(user), command, source, userId, messageId: id }
      })
    },
    events,
  }
}
