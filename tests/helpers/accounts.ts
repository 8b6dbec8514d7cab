import fastify, { type FastifyInstance } from 'fastify'
import { addAuth, type Auth } from '../../server/auth/auth.ts'
import type { Access } from '../../server/auth/guard.ts'
import { addHeaders } from '../../server/auth/headers.ts'
import { hashPassword } from '../../server/auth/password.ts'
import { rights, roles, type Right, type Role } from '../../server/auth/rights.ts'
import { openStore, type Store } from '../../server/store/store.ts'
import { temporaryFolder } from './arcade.ts'
import { listeningLog } from './store.ts'

export const testPassword = 'correct horse battery staple'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  /** What the body was as JSON; null for none. */
  readonly body: Record<string, unknown> & unknown[]
}

/** A browser with its cookie, or a program with its token. */
export interface Client {
  /** What the browser or program sends along; to be changed for what an attacker’s would send. */
  readonly sends: Record<string, string>
  request(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  get(path: string): Promise<Answer>
  post(path: string, body?: unknown): Promise<Answer>
  login(name: string, password?: string, code?: string): Promise<Answer>
}

/** A page that was opened from the server, as far as its requests tell. */
export function browserOf(url: string): Client {
  const { origin } = new URL(url)
  const sends: Record<string, string> = { origin, 'sec-fetch-site': 'same-origin', 'user-agent': 'Test/1.0' }
  const client: Client = {
    sends,
    async request(method, path, body, headers = {}) {
      const answer = await ask(url, method, path, body, { ...sends, ...headers })
      for (const line of answer.headers.getSetCookie()) sends['cookie'] = withCookie(sends['cookie'], line)
      // Only what begins a login, or renews one, tells the token of it.
      if (answer.body !== null && typeof answer.body['csrf'] === 'string') sends['x-csrf-token'] = answer.body['csrf']
      return answer
    },
    get: async (path) => await client.request('GET', path),
    post: async (path, body) => await client.request('POST', path, body),
    login: async (name, password = testPassword, code) =>
      await client.post('/api/session', { name, password, ...(code === undefined ? {} : { code }) }),
  }
  return client
}

/** The cookies of a browser, after it was told another one. */
function withCookie(had: string | undefined, line: string): string {
  const [pair = ''] = line.split(';', 1)
  const name = pair.slice(0, pair.indexOf('=') + 1)
  const others = had?.split('; ').filter((each) => !each.startsWith(name)) ?? []
  return [pair, ...others].join('; ')
}

/** A program that has a token. */
export function programOf(url: string, token: string): Client {
  const client = browserOf(url)
  for (const name of Object.keys(client.sends)) delete client.sends[name]
  client.sends['authorization'] = `Bearer ${token}`
  return client
}

async function ask(
  url: string,
  method: string,
  path: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<Answer> {
  const content = body === undefined ? {} : { body: JSON.stringify(body) }
  const type = body === undefined ? {} : { 'content-type': 'application/json' }
  const response = await fetch(new URL(path, url), { method, ...content, headers: { ...type, ...headers } })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true
  return {
    status: response.status,
    headers: response.headers,
    body: (isJson ? JSON.parse(text) : null) as Answer['body'],
  }
}

/** A route and who may use it. */
export interface RouteAccess {
  readonly method: string
  readonly url: string
  readonly access: Access | undefined
  readonly proven: boolean
}

/** Lists the routes that are added from now on, but for the ones that Fastify makes of others. */
export function collectRoutes(app: FastifyInstance): RouteAccess[] {
  const found: RouteAccess[] = []
  app.addHook('onRoute', ({ method, url, config }) => {
    for (const each of [method].flat())
      if (each !== 'HEAD' && url.startsWith('/api/'))
        found.push({ method: each, url, access: config?.access, proven: config?.proven === true })
  })
  return found
}

/** What a role, or nobody, has to get of a route: whether the guard lets it through. */
export function mayEnter(access: Access | undefined, role: Role | null): boolean {
  if (access === undefined || access === 'anybody') return true
  if (role === null) return false
  const own: readonly Right[] = rights[role]
  return access === 'loggedIn' || own.includes(access)
}

export interface Accounts extends AsyncDisposable {
  readonly app: FastifyInstance
  readonly auth: Auth
  readonly store: Store
  readonly url: string
  readonly routes: readonly RouteAccess[]
  /** What the log was told. */
  readonly lines: readonly string[]
  /** Lets time pass. */
  pass(ms: number): void
  /** Adds an account with the password of the tests. @returns its id */
  add(name: string, role: Role): Promise<string>
  /** A browser in which somebody of this role is logged in; the account is named like the role. */
  browser(role: Role): Promise<Client>
}

export interface AccountsOptions {
  readonly adminPassword?: string | null
  /** More routes, before the server listens. */
  readonly more?: (app: FastifyInstance) => void
  readonly folder?: string
  /** Addresses whose word for where a request came from is believed. */
  readonly proxies?: readonly string[]
}

/** A server with accounts and nothing else, on a clock that only tests move. */
export async function startAccounts({
  adminPassword = null,
  more,
  folder,
  proxies = [],
}: AccountsOptions = {}): Promise<Accounts> {
  await using stack = new AsyncDisposableStack()
  const data = folder ?? stack.use(temporaryFolder()).path
  const log = listeningLog()
  const store = stack.use(await openStore(data, log))
  const startMs = Date.now()
  let passedMs = 0
  const app = stack.adopt(
    fastify({ forceCloseConnections: true, trustProxy: [...proxies] }),
    async (each) => await each.close(),
  )
  const routes = collectRoutes(app)
  await addHeaders(app)
  const auth = await addAuth(app, { store, log, adminPassword, now: () => startMs + passedMs })
  more?.(app)
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  const add = async (name: string, role: Role) => {
    const id = `id-${name}`
    await store.accounts.add({ id, name, role, password: await sharedHash() }, startMs)
    return id
  }
  const owned = stack.move()
  return {
    ...{ app, auth, store, url, routes, lines: log.lines, add },
    pass: (ms) => void (passedMs += ms),
    async browser(role) {
      const name = `a-${role}`
      if ((await store.accounts.byName(name)) === null) await add(name, role)
      const client = browserOf(url)
      await client.login(name)
      return client
    },
    [Symbol.asyncDispose]: async () => await owned.disposeAsync(),
  }
}

/** Hashing is slow on purpose, and every account here has the same password. */
let hash: Promise<string> | null = null
const sharedHash = async () => await (hash ??= hashPassword(testPassword))

/** For tests cell by cell: nobody, and a browser of each role. */
export async function everybody(accounts: Accounts): Promise<[Role | null, Client][]> {
  const cells: [Role | null, Client][] = [[null, browserOf(accounts.url)]]
  for (const role of roles) cells.push([role, await accounts.browser(role)])
  return cells
}

/** Somebody who owns the show and has just logged in, with what the browser was told then. */
export async function loggedIn(accounts: Accounts) {
  await accounts.add('ann', 'owner')
  const ann = browserOf(accounts.url)
  const answer = await ann.login('ann')
  return { ann, answer, cookie: answer.headers.getSetCookie()[0] as string }
}
