import type { Chat, LocalMessage } from '../chat/index.ts'

/**
 * The page’s own chat, whose answers wait: who is told that something counts must be able to rely on it, whatever happens to this process
 * or to the machine.
 *
 * @param chat of the game that is played at the moment
 * @param acknowledge says it once what was said can’t be lost any more
 */
export function acknowledged(chat: () => Chat, acknowledge: (say: () => void) => void): Pick<Chat, 'local'> {
  if (chat().local === null) return { local: null }
  const say = (message: LocalMessage) => chat().local?.say(message) ?? false
  return {
    local: {
      say({ respond, ...message }) {
        if (respond === undefined) return say(message)
        return say({ ...message, respond: (outcome) => acknowledge(() => respond(outcome)) })
      },
      leave: (userId) => chat().local?.leave(userId),
    },
  }
}
