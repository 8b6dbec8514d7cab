import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AuthError } from './error.ts'
import { originOf } from './origin.ts'
import type { Right } from './rights.ts'
import type { Who } from './who.ts'

/** Who may use a route: those with a right, everybody who is logged in, or everybody. */
export type Access = Right | 'loggedIn' | 'anybody'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who sent it; null for nobody that is known. */
    who: Who | null
  }
  interface FastifyContextConfig {
    access?: Access
    /** Whether the password must have been typed lately. */
    proven?: boolean
  }
}

/** For the options of a route: `app.post(path, { ...guard('votes.run'), schema }, handler)`. */
export interface Guarded {
  readonly onRequest: (request: FastifyRequest) => Promise<void>
  readonly config: { readonly access: Access; readonly proven: boolean }
}

/**
 * Lets only those with a right through, before the body is read. What changes something must come from our own page and bring the
 * token of the login along, unless it comes with an API token.
 *
 * @param proven asks also that the password was typed lately, so only people pass, not tokens
 */
export function guard(access: Right | 'loggedIn', { proven = false }: { proven?: boolean } = {}): Guarded {
  return {
    config: { access, proven },
    // oxlint-disable-next-line typescript/require-await -- Fastify takes a hook without a callback for a promise.
    async onRequest(request) {
      const who = knownOf(request)
      refuseForgery(request, who)
      if (access !== 'loggedIn' && !who.rights.has(access))
        throw new AuthError('not-allowed', `This needs the right ${access}, which ${who.name} doesn’t have.`)
      if (proven) refuseUnproven(who)
    },
  }
}

/**
 * For a route that becomes a WebSocket. Browsers send cookies along with WebSockets from anywhere, so here the origin is all that tells our
 * own page; a program shows its token instead.
 */
export function socketGuard(access: Right): Guarded {
  const inner = guard(access)
  return {
    config: inner.config,
    async onRequest(request) {
      const origin = originOf(request.headers, request.host)
      if (origin === 'other' || (origin === 'none' && request.headers.authorization === undefined)) throw forged()
      await inner.onRequest(request)
    },
  }
}

/** For everybody, but not from other people’s pages. */
export function anybody(): Guarded {
  return {
    config: { access: 'anybody', proven: false },
    // oxlint-disable-next-line typescript/require-await -- as above
    async onRequest(request) {
      if (changesSomething(request.method) && originOf(request.headers, request.host) === 'other') throw forged()
    },
  }
}

/** Who sent a request that somebody known sent. @throws AuthError `not-logged-in` */
export function knownOf({ who }: FastifyRequest): Who {
  if (who === null) throw new AuthError('not-logged-in', 'Log in first.')
  return who
}

/** A route of the API that anybody could use by mistake is refused when it is made. */
export function demandGuards(app: FastifyInstance): void {
  app.addHook('onRoute', ({ url, method, config }) => {
    if (url.startsWith('/api/') && [method].flat().some(changesSomething) && config?.access === undefined)
      throw new Error(`${[method].flat().join()} ${url} changes something and says nothing of who may; use guard()`)
  })
}

function changesSomething(method: string): boolean {
  return method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS'
}

function refuseForgery({ method, headers, host }: FastifyRequest, { csrf }: Who): void {
  if (csrf === null || !changesSomething(method)) return
  if (originOf(headers, host) !== 'own' || headers['x-csrf-token'] !== csrf) throw forged()
}

function refuseUnproven({ by, isProven }: Who): void {
  if (by === 'token') throw new AuthError('not-allowed', 'Only people may do this, no tokens.')
  if (!isProven) throw new AuthError('prove-again', 'Type your password again to go on.')
}

function forged(): AuthError {
  return new AuthError('forged', 'This request doesn’t come from the panel. Load the page again.')
}
