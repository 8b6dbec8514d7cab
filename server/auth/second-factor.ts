import { Secret, TOTP } from 'otpauth'
import type { Store } from '../store/store.ts'
import { hashSecret } from './secret.ts'

const issuer = 'Chat Arcade'

/** Clocks of phones may be off by one step of 30 seconds. */
const window = 1

const recoveryCodes = 10

/** 120 bits: enough that a plain hash of a code is as safe as it (OWASP ASVS 5.0, 6.5.2, asks for 112). */
const codeBytes = 15

/** A secret for an app that makes codes, in base32. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32
}

/** The address that such an app reads, mostly from a QR code. */
export function totpUrl(secret: string, name: string): string {
  return totpOf(secret, name).toString()
}

/** The step of time that a code belongs to; null for a wrong code. */
export function stepOf(secret: string, code: string, nowMs: number): number | null {
  const delta = totpOf(secret).validate({ token: code, timestamp: nowMs, window })
  return delta === null ? null : TOTP.counter({ timestamp: nowMs }) + delta
}

/** Codes for whoever loses the app, each good once, as they are shown. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: recoveryCodes }, () => {
    const letters = new Secret({ size: codeBytes }).base32.toLowerCase()
    return letters.replaceAll(/.{6}(?=.)/g, '$&-')
  })
}

export function hashRecoveryCode(code: string): string {
  return hashSecret(code.toLowerCase().replaceAll(/[^a-z2-7]/g, ''))
}

/** Takes a code of the app, or a recovery code. @returns false for a wrong one, and for one that was taken before */
export async function takeCode(
  accounts: Store['accounts'],
  account: { readonly id: string; readonly totpSecret: string },
  code: string,
  nowMs: number,
): Promise<boolean> {
  const digits = code.replaceAll(/\s/g, '')
  if (!/^\d{6}$/.test(digits)) return await accounts.useCode(account.id, hashRecoveryCode(code))
  const step = stepOf(account.totpSecret, digits, nowMs)
  return step !== null && (await accounts.useStep(account.id, step))
}

function totpOf(secret: string, label = ''): TOTP {
  return new TOTP({ issuer, label, secret: Secret.fromBase32(secret) })
}
