import { createHmac, randomBytes } from 'node:crypto'

const prefix = 'whsec_'

/** A secret for one webhook, as the Standard Webhooks specification writes it: 24 random bytes. */
export function newSecret(): string {
  return prefix + randomBytes(24).toString('base64')
}

/**
 * The headers that tell who sent a message and when, by the Standard Webhooks specification (standardwebhooks.com): any of its
 * libraries checks them. The signature is of id, time and body together, so that none can be exchanged.
 *
 * @param atMs of the wall clock
 */
export function signatureHeaders(secret: string, id: string, atMs: number, body: string): Record<string, string> {
  const seconds = String(Math.floor(atMs / 1000))
  const key = Buffer.from(secret.slice(prefix.length), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': `v1,${signature}` }
}
