import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { AuthError } from './error.ts'

/** The least that OWASP’s Password Storage Cheat Sheet names for argon2id: 19 MiB, two passes, one lane. About 30 ms of one core. */
const current = { memory: 19_456, passes: 2, parallelism: 1 } as const

const saltBytes = 16
const tagBytes = 32

/** So many are computed at once, so that a flood of logins leaves a core to the show; so many may wait, and more are refused. */
const atOnce = 2
const maxWaiting = 16

/** Bounds of what is read from a hash, so that a damaged one can’t ask for gigabytes. */
const most = { memory: 2 ** 20, passes: 20, parallelism: 8 } as const

interface Parameters {
  readonly memory: number
  readonly passes: number
  readonly parallelism: number
}

const compute = promisify(argon2)

let running = 0
const waiting: (() => void)[] = []

/** @throws AuthError `busy` where too many wait already */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) {
    if (waiting.length >= maxWaiting) throw new AuthError('busy', 'Too many people are logging in; try again soon.', 1)
    await new Promise<void>((resolve) => waiting.push(resolve))
  } else running += 1
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    // Whoever waited takes over the place.
    if (next) next()
    else running -= 1
  }
}

async function derive(password: string, nonce: Buffer, parameters: Parameters, tagLength: number): Promise<Buffer> {
  // Typed on another keyboard, the same letters may have other code points (NIST SP 800-63B, 3.1.1.2).
  const message = password.normalize('NFKC')
  return await inTurn(async () => await compute('argon2id', { message, nonce, tagLength, ...parameters }))
}

/**
 * Hashes a password for storage, as a PHC string.
 *
 * @throws AuthError `busy`
 */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes)
  const tag = await derive(password, salt, current, tagBytes)
  const { memory, passes, parallelism } = current
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${toPhc(salt)}$${toPhc(tag)}`
}

/** What no password gives. Checking against it takes the same time as against a real one. */
const nobodys: Phc = { parameters: current, salt: randomBytes(saltBytes), tag: randomBytes(tagBytes) }

/**
 * Whether a password is the one of the hash. Null stands for nobody, and takes as long.
 *
 * @throws AuthError `busy`
 */
export async function isPassword(password: string, hash: string | null): Promise<boolean> {
  const read = hash === null ? null : readPhc(hash)
  const { parameters, salt, tag } = read ?? nobodys
  const given = await derive(password, salt, parameters, tag.length)
  return timingSafeEqual(given, tag) && read !== null
}

/** Whether a hash was made with less than what is asked for today. */
export function isOutdated(hash: string): boolean {
  const { parameters } = readPhc(hash) ?? {}
  return parameters === undefined || parameters.memory < current.memory || parameters.passes < current.passes
}

interface Phc {
  readonly parameters: Parameters
  readonly salt: Buffer
  readonly tag: Buffer
}

const phcPattern =
  /^\$argon2id\$v=19\$m=(\d{1,8}),t=(\d{1,3}),p=(\d{1,3})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/

function readPhc(text: string): Phc | null {
  const [, memory, passes, parallelism, salt, tag] = phcPattern.exec(text) ?? []
  if (salt === undefined || tag === undefined) return null
  const parameters = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) }
  const isSane =
    parameters.passes >= 1 &&
    parameters.parallelism >= 1 &&
    parameters.memory >= 8 * parameters.parallelism &&
    parameters.memory <= most.memory &&
    parameters.passes <= most.passes &&
    parameters.parallelism <= most.parallelism
  return isSane ? { parameters, salt: Buffer.from(salt, 'base64'), tag: Buffer.from(tag, 'base64') } : null
}

function toPhc(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '')
}
