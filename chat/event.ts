/**
 * What happens in a chat besides messages. Events come out of a source in order with its messages, since a ballot has to
 * be there before it can be withdrawn. `userId` is as in a message; names are raw.
 */
export type ChatEvent = { readonly source: string } & (
  | { readonly type: 'message-deleted'; readonly messageId: string }
  /** `seconds` of the time-out. */
  | { readonly type: 'user-timed-out'; readonly userId: string; readonly seconds: number }
  | { readonly type: 'user-banned'; readonly userId: string }
  /** A spectator of the page has gone: their ballot goes with them. */
  | { readonly type: 'user-left'; readonly userId: string }
  | { readonly type: 'chat-cleared' }
  /** `months` in all; `tier` 1 to 3. */
  | {
      readonly type: 'sub'
      readonly userId: string
      readonly user: string
      readonly months: number
      readonly tier: number
    }
  | {
      readonly type: 'gift'
      readonly userId: string
      readonly user: string
      readonly count: number
      readonly tier: number
    }
  | { readonly type: 'raid'; readonly userId: string; readonly user: string; readonly viewers: number }
  | { readonly type: 'cheer'; readonly userId: string; readonly user: string; readonly bits: number }
  /** Only what has changed is there; the first one has everything. Seconds and minutes are whole, null is off. */
  | {
      readonly type: 'room-settings'
      readonly emoteOnly?: boolean
      readonly subscribersOnly?: boolean
      readonly uniqueOnly?: boolean
      readonly slowSeconds?: number | null
      readonly followersMinutes?: number | null
    }
)
