import type { ChatEvent, ChatTick } from '../chat/index.ts'
import { FeedEntry, maxFeed, type Show } from '../game/index.ts'

type Input = ChatTick['inputs'][number]

/** The latest inputs, as every picture shows them: who was sent out is off the screen in the same tick. */
export interface Feed {
  update(said: ChatTick): void
}

export function createFeed(show: Show): Feed {
  /** What each shown entry came from, in the same order. */
  let shown: { readonly input: Input; readonly entry: { name: string; label: string; tick: number } }[] = []
  const push = (each: (typeof shown)[number]) => {
    shown.push(each)
    show.feed.push(new FeedEntry().assign(each.entry))
    if (shown.length <= maxFeed) return
    shown.shift()
    show.feed.shift()
  }
  return {
    update({ inputs, events }) {
      // What would leave again in the same tick never enters.
      for (const input of inputs.slice(-maxFeed))
        push({ input, entry: { name: input.name, label: input.command.label, tick: show.tick } })
      const left = shown.filter(({ input }) => !events.some((event) => takesBack(event, input)))
      if (left.length === shown.length) return
      // Written anew, since to take entries out of the middle is what state encoders are worst at.
      while (show.feed.length > 0) show.feed.pop()
      shown = []
      left.forEach(push)
    },
  }
}

function takesBack(event: ChatEvent, { source, userId, messageId }: Input): boolean {
  if (event.type === 'message-deleted') return event.messageId === messageId
  if (event.type === 'chat-cleared') return event.source === source
  return (event.type === 'user-banned' || event.type === 'user-timed-out') && event.userId === userId
}
