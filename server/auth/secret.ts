import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits as text: nobody guesses it, so a plain hash of it is safe to store. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** Whether a text could be one of our secrets; what can’t be is looked for nowhere. */
export function isSecret(text: string): boolean {
  return /^[\w-]{43}$/.test(text)
}

/** A name for something, that gives nothing away and opens nothing. */
export function newId(): string {
  return randomBytes(12).toString('base64url')
}

/** What is stored instead of a secret. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}

/** The token that proves that a request comes from our own page: it follows from the login’s secret, and leads nowhere back. */
export function csrfOf(secret: string): string {
  return createHash('sha256').update(`csrf of ${secret}`).digest('base64url')
}
