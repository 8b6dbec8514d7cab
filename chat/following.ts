import { ChatError } from './error.ts'
import type { FilterSettings } from './filter/settings.ts'
import type { Follows, FollowStatus } from './filter/who.ts'
import type { ChatSource } from './sources/source.ts'
import { createFollowers } from './sources/twitch-followers.ts'
import { apiUrlOf, type TwitchSettings } from './sources/twitch-settings.ts'
import { TwitchSource } from './sources/twitch.ts'

export interface Following extends AsyncDisposable {
  readonly follows: Follows
}

/** @throws {ChatError} `bad-setting` where the show is open to followers only, and Twitch could not be asked who follows */
export function checkFollowing({ open }: FilterSettings, { clientId = null, token }: TwitchSettings): void {
  if (open !== 'followers' || (clientId !== null && token !== null)) return
  throw new ChatError(
    'bad-setting',
    'players is "followers", which needs TWITCH_CLIENT_ID and a TWITCH_TOKEN that may read followers (moderator:read:followers)',
  )
}

/** Whoever follows one of the show's channels may play in all of them. People of other chats follow nothing. */
export function createFollowing(
  sources: readonly ChatSource[],
  { open }: FilterSettings,
  { twitch, log }: { readonly twitch: TwitchSettings; readonly log: (level: 'info' | 'warn', line: string) => void },
): Following {
  const { clientId = null, token } = twitch
  if (open !== 'followers' || clientId === null || token === null)
    return { follows: () => 'unknown', async [Symbol.asyncDispose]() {} }
  const channels = sources.filter((source) => source instanceof TwitchSource)
  const followers = createFollowers({ apiUrl: apiUrlOf(twitch), clientId, token, log })
  return {
    follows(userId) {
      if (!userId.startsWith('twitch:')) return 'no'
      let answer: FollowStatus = 'no'
      for (const { broadcasterId } of channels) {
        const here = broadcasterId === null ? 'unknown' : followers.status(broadcasterId, userId)
        if (here === 'yes') return 'yes'
        if (here === 'unknown') answer = 'unknown'
      }
      return answer
    },
    [Symbol.asyncDispose]: () => followers[Symbol.asyncDispose](),
  }
}
