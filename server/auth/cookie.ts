import type { CookieSerializeOptions } from '@fastify/cookie'
import type { FastifyReply } from 'fastify'

/** Only this host may set it, only over TLS, for all of its paths: the prefix makes browsers see to that (RFC 6265bis, 4.1.3). */
export const cookieName = '__Host-chatarcade'

/** Knows a browser again after its login has ended, and lets nobody in. */
const deviceCookieName = '__Host-chatarcade-device'

const options = {
  secure: true,
  httpOnly: true,
  sameSite: 'strict',
  path: '/',
} as const satisfies CookieSerializeOptions

/** What a cookie of ours holds in a `cookie` header, the secret of the login by default; null where there is none. Ours need no escapes. */
export function readCookie(header: string | undefined, which: 'login' | 'device' = 'login'): string | null {
  const start = `${which === 'login' ? cookieName : deviceCookieName}=`
  const pair = header?.split(';').find((each) => each.trim().startsWith(start))
  return pair?.trim().slice(start.length) || null
}

export function setCookie(reply: FastifyReply, secret: string, maxAgeSeconds: number): void {
  void reply.setCookie(cookieName, secret, { ...options, maxAge: maxAgeSeconds })
}

export function setDeviceCookie(reply: FastifyReply, text: string, maxAgeSeconds: number): void {
  void reply.setCookie(deviceCookieName, text, { ...options, maxAge: maxAgeSeconds })
}

export function clearCookie(reply: FastifyReply): void {
  void reply.clearCookie(cookieName, options)
}
