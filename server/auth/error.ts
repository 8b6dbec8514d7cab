/** What the API says where it refuses; the page decides by it what to show. */
export type AuthErrorCode =
  | 'bad-request'
  | 'not-logged-in'
  | 'not-allowed'
  /** The password has to be typed again. */
  | 'prove-again'
  /** The request comes from another page, or lacks the token of the login. */
  | 'forged'
  /** The page came over a connection that others can read. */
  | 'insecure'
  | 'wrong-login'
  /** Name and password are right, and a second factor is asked for. */
  | 'code-needed'
  | 'wrong-code'
  | 'weak-password'
  | 'too-many-tries'
  | 'busy'
  | 'not-found'
  | 'conflict'
  /** The show is still starting. */
  | 'not-open'

const statuses: Readonly<Record<AuthErrorCode, number>> = {
  'bad-request': 400,
  'not-logged-in': 401,
  'not-allowed': 403,
  'prove-again': 403,
  forged: 403,
  insecure: 403,
  'wrong-login': 401,
  'code-needed': 401,
  'wrong-code': 400,
  'weak-password': 400,
  'too-many-tries': 429,
  busy: 429,
  'not-found': 404,
  conflict: 409,
  'not-open': 503,
}

/** Until the show is there, whatever needs it is refused with this. */
export const notOpen = {
  code: 'not-open',
  error: 'The show isn’t open yet. Try again in a moment.',
  retrySeconds: 1,
} as const

/** A request that is refused, with a sentence for the person who sent it. */
export class AuthError extends Error {
  override readonly name = 'AuthError'
  readonly code: AuthErrorCode
  readonly statusCode: number
  /** Seconds after which it may be tried again. */
  readonly retryAfter: number | null

  constructor(code: AuthErrorCode, message: string, retryAfter: number | null = null) {
    super(message)
    this.code = code
    this.statusCode = statuses[code]
    this.retryAfter = retryAfter
  }
}
