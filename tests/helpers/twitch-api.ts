import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A stand-in for the part of Twitch's API that says who follows (https://dev.twitch.tv/docs/api/reference/#get-channel-followers). */
export interface TwitchApi extends AsyncDisposable {
  /** `http://127.0.0.1:PORT/helix`, for `TWITCH_API_URL`. */
  readonly url: string
  /** What was asked, oldest first: `broadcaster user`. */
  readonly asked: readonly string[]
  /** The most questions that were open at once. */
  readonly mostAtOnce: number
  /** User ids that follow every channel. */
  readonly followers: Set<string>
  /** From now on every question gets this answer; null answers as Twitch does. */
  answerWith(answer: ApiAnswer | null): void
}

interface ApiAnswer {
  readonly status: number
  readonly headers?: Record<string, string>
  readonly body?: string
}

export async function startTwitchApi(options: {
  token: string
  clientId: string
  answerMs?: number
}): Promise<TwitchApi> {
  const followers = new Set<string>()
  const asked: string[] = []
  let [open, most] = [0, 0]
  let forced: ApiAnswer | null = null

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '', 'http://localhost')
    const user = url.searchParams.get('user_id') ?? ''
    asked.push(`${url.searchParams.get('broadcaster_id')} ${user}`)
    const isAllowed =
      request.headers.authorization === `Bearer ${options.token}` && request.headers['client-id'] === options.clientId
    const entry = { user_id: user, user_login: `user${user}`, followed_at: '2022-05-24T22:22:08Z' }
    const usual: ApiAnswer = isAllowed
      ? { status: 200, body: JSON.stringify({ total: 1, data: followers.has(user) ? [entry] : [], pagination: {} }) }
      : { status: 401, body: '{"error":"Unauthorized","status":401,"message":"Invalid OAuth token"}' }
    const {
      status,
      headers = {},
      body = '',
    } = url.pathname === '/helix/channels/followers' ? (forced ?? usual) : { status: 404 }
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body)
  }

  const server = createServer((request, response) => {
    open += 1
    most = Math.max(most, open)
    const timer = setTimeout(() => {
      open -= 1
      answer(request, response)
    }, options.answerMs ?? 0)
    response.once('close', () => clearTimeout(timer))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a TCP server's address is never a string
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/helix`,
    asked,
    followers,
    get mostAtOnce() {
      return most
    },
    answerWith(next) {
      forced = next
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
