import fastifyCookie from '@fastify/cookie'
import type { FastifyInstance } from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Log } from '../log.ts'
import type { Store } from '../store/store.ts'
import { addAccountRoutes, addRecoveryRoutes } from './account-routes.ts'
import { answerErrors } from './api-errors.ts'
import { takeEmptyBodies } from './bodies.ts'
import { demandGuards } from './guard.ts'
import { addInvitationRoutes } from './invitation-routes.ts'
import { createLimiter } from './limiter.ts'
import { addLoginRoutes } from './login-routes.ts'
import { createLogins } from './logins.ts'
import { prepareOwner } from './owner.ts'
import { addPasswordRoutes } from './password-routes.ts'
import { addRedeemRoutes } from './redeem-routes.ts'
import { addSessionRoutes } from './session-routes.ts'
import { addTokenRoutes } from './token-routes.ts'
import type { Ended, Tools } from './tools.ts'
import { addTotpRoutes } from './totp-routes.ts'
import { createIdentify, type Who } from './who.ts'

export type { Who } from './who.ts'
export type { Ended } from './tools.ts'

export interface AuthOptions {
  readonly store: Store
  readonly log: Pick<Log, 'warn'>
  /** Sets the owner’s; null where the environment has none. */
  readonly adminPassword: string | null
  /** Ms since 1970; the clock on the wall if it is left out. */
  readonly now?: () => number
  /** Writes down what somebody did; in the store alone if it is left out. */
  readonly note?: Tools['note']
}

export interface Auth {
  /** Path of the one-time link that the first start prints; null where an owner can get in already. */
  readonly link: string | null
  /** Whether somebody who was recognised some time ago is still let in, with the rights that they had then: for sockets, which stay open. */
  stillIs(who: Who): Promise<boolean>
  /** Is told whose logins, rights or tokens have changed or ended, so that their sockets can be cut. @returns how to stop it */
  onEnded(listener: (ended: Ended) => void): () => void
}

/** Accounts, logins and tokens: who is who, the routes to manage them, and `request.who` for all routes that are added later. */
export async function addAuth(app: FastifyInstance, options: AuthOptions): Promise<Auth> {
  const { store, log, adminPassword, now = Date.now, note = store.later.audit.add } = options
  const listeners = new Set<(ended: Ended) => void>()
  const logins = createLogins(store, now)
  const identify = createIdentify(store, logins, now)
  const ended = (who: Ended) => {
    for (const listener of listeners) listener(who)
  }
  const tools: Tools = { store, logins, limiter: createLimiter(), now, note, ended }
  const link = await prepareOwner(store, adminPassword, { log, now })

  await app.register(fastifyCookie)
  app.decorateRequest('who', null)
  app.addHook('onRequest', async (request, reply) => {
    if (!request.url.startsWith('/api/')) return
    // What accounts may see is nobody’s to keep: no proxy’s, and not the browser’s after they have logged out.
    void reply.header('cache-control', 'no-store')
    request.who = await identify(request.headers, request.ip)
  })
  demandGuards(app)
  await app.register((scope, _options, done) => {
    scope.setValidatorCompiler(validatorCompiler)
    scope.setSerializerCompiler(serializerCompiler)
    answerErrors(scope, log)
    takeEmptyBodies(scope)
    const api = scope.withTypeProvider<ZodTypeProvider>()
    for (const add of routes) add(api, tools)
    done()
  })
  return {
    link,
    stillIs: (who) => identify.stillIs(who),
    onEnded(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

const routes = [
  addSessionRoutes,
  addPasswordRoutes,
  addRedeemRoutes,
  addInvitationRoutes,
  addAccountRoutes,
  addRecoveryRoutes,
  addLoginRoutes,
  addTokenRoutes,
  addTotpRoutes,
] as const
