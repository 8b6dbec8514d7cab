import { createGiftBombs } from './gift-bombs.ts'
import type { RecentIds } from './recent-ids.ts'
import type { ChatItem } from './source.ts'
import { noticeKind, readCheer, readClearchat, readClearmsg, readRoomstate, readUsernotice } from './twitch-events.ts'
import { idOf, isForeign, readMessage, type IrcMessage } from './twitch-message.ts'

export interface ReaderOptions {
  /** The chat URL, which everything that is read bears. */
  readonly source: string
  /** Whether messages of the rooms that share their chat with this one count as well. */
  readonly shared: boolean
  /** What was read before, in any channel of the show: a shared chat brings the same message into several. */
  readonly recent: RecentIds
  readonly item: (item: ChatItem) => void
  readonly malformed: () => void
}

/**
 * Turns a channel's IRC lines into chat items, each once however often its line is delivered.
 * Of another room only messages are taken, where asked for: its moderators, its subscribers and its bits are its own.
 */
export function createTwitchReader(options: ReaderOptions): (message: IrcMessage) => void {
  const { source, item, malformed } = options
  const bombs = createGiftBombs()

  function take(read: ChatItem | null): void {
    if (read !== null) item(read)
  }

  function takeMessage(message: IrcMessage, isOurs: boolean): void {
    const read = readMessage(source, message)
    if (read === null) return malformed()
    if (!isNew(message, options.recent)) return
    item(read)
    if (isOurs) take(readCheer(source, message, read))
  }

  function takeNotice(message: IrcMessage, isOurs: boolean): void {
    const kind = noticeKind(message)
    if (!isNew(message, options.recent)) return
    if (isOurs) take(readUsernotice(source, message, bombs))
    if (kind === 'sub' || kind === 'resub') take(message.params[1] ? readMessage(source, message) : null)
  }

  return (message) => {
    const isOurs = !isForeign(message)
    if (!isOurs && !options.shared) return
    if (message.command === 'PRIVMSG') takeMessage(message, isOurs)
    else if (message.command === 'USERNOTICE') takeNotice(message, isOurs)
    else if (!isOurs) return
    else if (message.command === 'CLEARCHAT') item(readClearchat(source, message))
    else if (message.command === 'ROOMSTATE') take(readRoomstate(source, message))
    else if (message.command === 'CLEARMSG') {
      const read = readClearmsg(source, message)
      if (read === null) malformed()
      else item(read)
    }
  }
}

/** In a shared chat each room's copy has an id of its own, and the same source id. */
function isNew({ tags }: IrcMessage, recent: RecentIds): boolean {
  const id = idOf(tags, 'source-id') ?? idOf(tags, 'id')
  return id === null || recent.add(id)
}
