import type { FastifyBaseLogger, FastifyInstance, FastifyRequest, RawServerDefault } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import type { Deed } from '../store/audit.ts'
import type { Store } from '../store/store.ts'
import { mostCharacters, weaknessOf } from './password-policy.ts'
import { AuthError } from './error.ts'
import { knownDevice, readDevice } from './device.ts'
import type { Attempt, Limiter } from './limiter.ts'
import type { Logins, Visitor } from './logins.ts'
import type { Who } from './who.ts'

/** A scope of the server whose routes have zod schemas. */
export type Api = FastifyInstance<RawServerDefault, IncomingMessage, ServerResponse, FastifyBaseLogger, ZodTypeProvider>

/** Whose logins, rights or tokens have just changed or ended: sockets that were opened by them have to be cut. */
export interface Ended {
  readonly account: string
  /** A single login or token; null for all of the account. */
  readonly id: string | null
}

/** What the routes of accounts work with. */
export interface Tools {
  readonly store: Store
  readonly logins: Logins
  readonly limiter: Limiter
  /** Ms since 1970. */
  readonly now: () => number
  /** Writes down what somebody did; nobody waits for it. */
  readonly note: (deed: Deed) => void
  readonly ended: (who: Ended) => void
}

export function visitorOf(request: FastifyRequest): Visitor {
  return { agent: request.headers['user-agent'] ?? '', address: request.ip }
}

/** Writes down what somebody did. */
export function note(
  { note: write, now }: Pick<Tools, 'note' | 'now'>,
  actor: Pick<Who, 'name'> | string,
  deed: Omit<Deed, 'atMs' | 'actor'>,
): void {
  write({ atMs: now(), actor: typeof actor === 'string' ? actor : actor.name, ...deed })
}

/** @throws AuthError `weak-password` */
export function demandStrength(password: string, context: readonly string[]): void {
  const weakness = weaknessOf(password, context)
  if (weakness !== null) throw new AuthError('weak-password', weakness)
}

/**
 * Slows down who guesses. Each try counts until it is said to have gone well.
 *
 * @throws AuthError `too-many-tries`
 */
export async function beginTry(
  { store, limiter, now }: Pick<Tools, 'store' | 'limiter' | 'now'>,
  name: string,
  request: FastifyRequest,
): Promise<Attempt> {
  const shown = readDevice(request.headers.cookie)
  // Nothing is looked up for whoever shows no such cookie, before they are let through.
  const device = shown === null ? null : knownDevice(shown, await store.accounts.byName(name), now())
  const attempt: Attempt = { name, address: request.ip, device }
  const waitMs = limiter.begin(attempt, now())
  if (waitMs === 0) return attempt
  const seconds = Math.ceil(waitMs / 1000)
  throw new AuthError('too-many-tries', `That was tried too often. Try again in ${seconds} s.`, seconds)
}

/** Fields that several routes have. A password is taken as it is: nothing is trimmed, and of what is too long no part is used. */
export const passwordField = z
  .string()
  .min(1)
  .max(mostCharacters * 4)
export const codeField = z.string().min(6).max(60)
export const idField = z.string().min(1).max(64)
/** The answer where something is over, and there is nothing to tell of it. */
export const nothing = z.unknown().meta({ type: 'null', description: 'It was done' })

export const idParams = z.object({ id: idField })

/** What a refusal looks like, for the description of the API. */
export const refusal = z.object({ code: z.string(), error: z.string() })
