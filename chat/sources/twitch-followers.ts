import { z } from 'zod'
import type { FollowStatus } from '../filter/who.ts'
import { createFollowerCache } from './follower-cache.ts'

/** Questions that wait; the oldest is dropped, and asked again when it matters again. */
const maxWaiting = 500
const maxInFlight = 4
/** Between two questions. Twitch's limit is 800 a minute for everything that is asked with one token. */
const pauseMs = 100
const answerMs = 5000
/** After an answer that is none, such as a 500; and the longest that Twitch's word is taken for when to ask again. */
const troubleMs = 5000
const maxPauseMs = 120_000

const answer = z.object({ data: z.array(z.object({ user_id: z.string().optional() })) })

export interface FollowersOptions {
  /** Of Helix, without a slash at its end: `https://api.twitch.tv/helix`. */
  readonly apiUrl: string
  readonly clientId: string
  /** With or without `oauth:`; it needs `moderator:read:followers` and an account that moderates the channel. */
  readonly token: string
  readonly log: (level: 'info' | 'warn', line: string) => void
}

export interface Followers extends AsyncDisposable {
  /**
   * Answers at once from what is known; what isn't is asked for, and known a moment later.
   * Ids are Twitch's, with or without `twitch:` before them.
   */
  status(broadcasterId: string, userId: string): FollowStatus
}

/**
 * Asks Twitch who follows a channel (https://dev.twitch.tv/docs/api/reference/#get-channel-followers), never more than
 * four questions at once and ten in a second, and remembers the answers: a yes for 10 minutes, a no for one.
 */
export function createFollowers(options: FollowersOptions): Followers {
  return new FollowerDesk(options)
}

class FollowerDesk implements Followers {
  readonly #options: FollowersOptions
  readonly #headers: Record<string, string>
  readonly #cache = createFollowerCache()
  /** Questions that wait and those that are asked at the moment, as `broadcaster user`. */
  readonly #waiting = new Set<string>()
  readonly #asking = new Set<string>()
  readonly #stop = new AbortController()
  #timer: NodeJS.Timeout | null = null
  #readyAtMs = 0
  #troubles = 0
  /** No question has a use any more: the token is refused, or the show over. */
  #silent = false

  constructor(options: FollowersOptions) {
    this.#options = options
    const bearer = options.token.trim().replace(/^oauth:/, '')
    this.#headers = { 'client-id': options.clientId.trim(), authorization: `Bearer ${bearer}` }
  }

  status(broadcasterId: string, userId: string): FollowStatus {
    const question = questionOf(broadcasterId, userId)
    if (question === null) return 'unknown'
    const known = this.#cache.get(question, performance.now())
    if (known !== undefined) return known ? 'yes' : 'no'
    if (!this.#silent && !this.#asking.has(question)) this.#enqueue(question)
    return 'unknown'
  }

  #enqueue(question: string): void {
    this.#waiting.add(question)
    if (this.#waiting.size > maxWaiting)
      for (const oldest of this.#waiting.keys()) {
        this.#waiting.delete(oldest)
        break
      }
    this.#next()
  }

  /** Asks the next question as soon as it may be asked. */
  #next(): void {
    if (this.#silent || this.#timer !== null || this.#waiting.size === 0 || this.#asking.size >= maxInFlight) return
    this.#timer = setTimeout(
      () => {
        this.#timer = null
        // Twitch may have asked for patience meanwhile.
        if (performance.now() < this.#readyAtMs) return this.#next()
        const [question] = this.#waiting
        if (question === undefined || this.#silent) return
        this.#waiting.delete(question)
        this.#wait(pauseMs)
        void this.#ask(question)
        this.#next()
      },
      Math.max(0, this.#readyAtMs - performance.now()),
    )
  }

  #wait(ms: number): void {
    this.#readyAtMs = Math.max(this.#readyAtMs, performance.now() + ms)
  }

  async #ask(question: string): Promise<void> {
    this.#asking.add(question)
    try {
      const response = await this.#fetch(question)
      if (response.status === 401) this.#refused()
      else if (response.status === 429) this.#postpone(question, response.headers.get('ratelimit-reset'))
      else if (response.ok) this.#learn(question, await response.json())
      else this.#trouble(`HTTP ${response.status}`)
      // What was not read would keep its connection.
      if (!response.bodyUsed) await response.body?.cancel()
    } catch (error) {
      this.#trouble(reasonOf(error))
    } finally {
      this.#asking.delete(question)
      this.#next()
    }
  }

  #fetch(question: string): Promise<Response> {
    const [broadcaster = '', user = ''] = question.split(' ')
    const query = new URLSearchParams({ broadcaster_id: broadcaster, user_id: user })
    return fetch(`${this.#options.apiUrl}/channels/followers?${query}`, {
      headers: this.#headers,
      redirect: 'error',
      signal: AbortSignal.any([this.#stop.signal, AbortSignal.timeout(answerMs)]),
    })
  }

  #learn(question: string, body: unknown): void {
    const { data } = answer.parse(body)
    const user = question.slice(question.indexOf(' ') + 1)
    // Without the right to know, Twitch gives an empty list to everybody: that can't be told from a no.
    this.#cache.set(
      question,
      data.some(({ user_id: id }) => id === user),
      performance.now(),
    )
  }

  /** `reset` is when Twitch's bucket is full again, in seconds since 1970. */
  #postpone(question: string, reset: string | null): void {
    const ms = reset !== null && /^[0-9]{1,12}$/.test(reset) ? Number(reset) * 1000 - Date.now() : troubleMs
    this.#wait(Math.min(maxPauseMs, Math.max(1000, ms)))
    if (!this.#silent && this.#waiting.size < maxWaiting) this.#waiting.add(question)
  }

  #refused(): void {
    if (this.#silent) return
    this.#silent = true
    this.#waiting.clear()
    this.#options.log(
      'warn',
      'Twitch refuses to say who follows: check that TWITCH_TOKEN belongs to TWITCH_CLIENT_ID and has moderator:read:followers',
    )
  }

  #trouble(why: string): void {
    if (this.#silent) return
    this.#troubles += 1
    this.#wait(troubleMs)
    if (Number.isInteger(Math.log2(this.#troubles)))
      this.#options.log('warn', `Twitch doesn’t say who follows (${why}), asking again later`)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#silent = true
    this.#waiting.clear()
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#stop.abort()
  }
}

/** A code such as `ECONNREFUSED`, or the kind of error. Never its message, which may quote a URL or an answer. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no answer'
  const { cause = error } = error
  const code: unknown = cause instanceof Error && 'code' in cause ? cause.code : null
  return typeof code === 'string' ? code.slice(0, 50) : error.name
}

/** Null where an id can't be one of Twitch's, which are numbers. */
function questionOf(broadcasterId: string, userId: string): string | null {
  const user = userId.startsWith('twitch:') ? userId.slice('twitch:'.length) : userId
  const isId = (id: string) => /^[0-9]{1,20}$/.test(id)
  return isId(broadcasterId) && isId(user) ? `${broadcasterId} ${user}` : null
}
