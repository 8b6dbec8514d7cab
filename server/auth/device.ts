import { createHmac, timingSafeEqual } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import type { Account } from '../store/accounts.ts'
import { readCookie, setDeviceCookie } from './cookie.ts'
import { newSecret } from './secret.ts'

/** For so long a browser is known, from its last login on. */
const deviceForMs = 365 * 24 * 3600_000

const pattern = /^([\w-]{43})\.(\d{1,15})\.([\w-]{43})$/

/**
 * A browser that was logged in to an account is known again by a cookie of its own (OWASP, device cookies), which outlasts the login and
 * lets nobody in: who guesses from elsewhere doesn’t hold up those who have it. It is signed with the hash of the password, which nobody
 * outside knows, so nothing is stored, and another password makes the cookies of before worth nothing.
 */
export function rememberDevice(reply: FastifyReply, account: Account, nowMs: number): void {
  if (account.password === null) return
  const made = `${newSecret()}.${nowMs + deviceForMs}`
  setDeviceCookie(reply, `${made}.${signatureOf(made, account.id, account.password)}`, deviceForMs / 1000)
}

/** The device that a `cookie` header shows, whether or not it is one of the account; null for none. */
export function readDevice(header: string | undefined): string | null {
  const text = readCookie(header, 'device')
  return text !== null && pattern.test(text) ? text : null
}

/** A name for the device where it was logged in to the account; null where it was not, or too long ago. */
export function knownDevice(text: string, account: Account | null, nowMs: number): string | null {
  const [, nonce, untilMs, signature] = pattern.exec(text) ?? []
  if (nonce === undefined || untilMs === undefined || signature === undefined || !account?.password) return null
  const right = signatureOf(`${nonce}.${untilMs}`, account.id, account.password)
  return timingSafeEqual(Buffer.from(signature), Buffer.from(right)) && Number(untilMs) > nowMs ? nonce : null
}

function signatureOf(made: string, account: string, password: string): string {
  return createHmac('sha256', password).update(`device ${made} of ${account}`).digest('base64url')
}
