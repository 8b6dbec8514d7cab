import { ChatError, named } from '../error.ts'

/** What Twitch needs besides the channel. */
export interface TwitchSettings {
  /** Login of the account that the token belongs to; null takes the channel's own. */
  readonly username: string | null
  /** OAuth token with or without `oauth:`; null reads anonymously. */
  readonly token: string | null
  /** Another IRC-over-WebSocket server, such as `ws://127.0.0.1:1234`; null is Twitch's own. */
  readonly ircUrl: string | null
  /** Client id of the application that the token was made for; null asks Twitch's API nothing. */
  readonly clientId?: string | null
  /** Another server with Twitch's API (Helix), such as `http://127.0.0.1:8080/mock`; null is Twitch's own. */
  readonly apiUrl?: string | null
}

/** https://dev.twitch.tv/docs/chat/irc/#connecting-to-the-twitch-irc-server */
const twitchIrcUrl = 'wss://irc-ws.chat.twitch.tv:443'
/** https://dev.twitch.tv/docs/api/reference/ */
const twitchApiUrl = 'https://api.twitch.tv/helix'

/** @throws {ChatError} `bad-setting`; the sentence never holds the token */
export function checkTwitchSettings(settings: TwitchSettings): void {
  checkUrls(settings)
  const { username, token, clientId = null } = settings
  if (username !== null && !/^[A-Za-z0-9_]{1,25}$/.test(username))
    throw new ChatError(
      'bad-setting',
      `Twitch username ${named(username)} must be 1 to 25 letters, digits or underscores`,
    )
  if (clientId !== null && !/^[A-Za-z0-9_-]{1,100}$/.test(clientId.trim()))
    throw new ChatError('bad-setting', 'the Twitch client id must be letters, digits, hyphens or underscores')
  // Also keeps a line break in a token file from becoming an IRC command of its own.
  if (token !== null && !/^(oauth:)?[A-Za-z0-9]+$/.test(token.trim()))
    throw new ChatError(
      'bad-setting',
      'the Twitch token must be letters and digits, with or without oauth: before them',
    )
}

function checkUrls({ ircUrl, apiUrl = null }: TwitchSettings): void {
  if (ircUrl !== null) refuseUserInfo('Twitch IRC URL', ircUrl)
  if (apiUrl !== null) refuseUserInfo('Twitch API URL', apiUrl)
  const url = ircUrl === null ? null : URL.parse(ircUrl)
  if (ircUrl !== null && (!/^wss?:$/.test(url?.protocol ?? '') || url?.hash !== ''))
    throw new ChatError(
      'bad-setting',
      `Twitch IRC URL ${named(ircUrl)} must be of the form ws://HOST:PORT or wss://HOST:PORT`,
    )
  const api = apiUrl === null ? null : URL.parse(apiUrl)
  if (apiUrl !== null && (!/^https?:$/.test(api?.protocol ?? '') || api?.hash !== '' || api.search !== ''))
    throw new ChatError(
      'bad-setting',
      `Twitch API URL ${named(apiUrl)} must be of the form http://HOST:PORT/PATH or https://HOST/PATH`,
    )
}

/**
 * A password in a URL would be repeated by error messages, ours and fetch's, so it is refused, and the value not named.
 * What is no URL of a host may hold one as well, wherever an `@` is in it.
 */
function refuseUserInfo(what: string, text: string): void {
  const parsed = URL.parse(text)
  const hasUserInfo =
    parsed === null || parsed.host === '' ? text.includes('@') : `${parsed.username}${parsed.password}` !== ''
  if (hasUserInfo) throw new ChatError('bad-setting', `${what} may have no user name or password in it`)
}

export function ircUrlOf({ ircUrl }: TwitchSettings): string {
  return ircUrl ?? twitchIrcUrl
}

/** How to log in as tmi.js takes it; empty for an anonymous reader. */
export function identityOf(
  { username, token }: TwitchSettings,
  channel: string,
): { username?: string; password?: string } {
  return token === null ? {} : { username: (username ?? channel).toLowerCase(), password: token.trim() }
}

/** Where Twitch's API is, without a slash at its end. */
export function apiUrlOf({ apiUrl = null }: TwitchSettings): string {
  const url = apiUrl ?? twitchApiUrl
  return url.endsWith('/') ? url.slice(0, -1) : url
}
