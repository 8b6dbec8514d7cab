import type { CookieSerializeOptions } from '@fastify/cookie'
import type { FastifyReply } from 'fastify'

/** Only this host may set it, only over TLS, for all of its paths: the prefix makes browsers see to that (RFC 6265bis, 4.1.3). */
export const cookieName = '__Host-chatarcade'

const options = {
  secure: true,
  httpOnly: true,
  sameSite: 'strict',
  path: '/',
} as const satisfies CookieSerializeOptions

/** The secret of a login in a `cookie` header; null where there is none. Our secrets need no escapes. */
export function readCookie(header: string | undefined): string | null {
  const start = `${cookieName}=`
  const pair = header?.split(';').find((each) => each.trim().startsWith(start))
  return pair?.trim().slice(start.length) || null
}

export function setCookie(reply: FastifyReply, secret: string, maxAgeSeconds: number): void {
  void reply.setCookie(cookieName, secret, { ...options, maxAge: maxAgeSeconds })
}

export function clearCookie(reply: FastifyReply): void {
  void reply.clearCookie(cookieName, options)
}
