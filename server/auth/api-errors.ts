import type { FastifyError, FastifyInstance } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import type { Log } from '../log.ts'
import { StoreError } from '../store/store.ts'
import { AuthError } from './error.ts'

/** What every refusal of the API looks like: a code from a closed list, and a sentence. */
interface Refusal {
  readonly status: number
  readonly code: string
  readonly error: string
}

/** Answers errors as `{ code, error }`; of what nobody expected, the log has the story and the answer nothing. */
export function answerErrors(app: FastifyInstance, log: Pick<Log, 'warn'>): void {
  app.setErrorHandler<FastifyError>((thrown, request, reply) => {
    if (thrown instanceof AuthError && thrown.retryAfter !== null) void reply.header('retry-after', thrown.retryAfter)
    if (thrown instanceof AuthError && thrown.code === 'not-allowed' && request.who !== null)
      log.warn(`${request.who.name} was refused ${request.method} ${request.routeOptions.url ?? ''}.`)
    const { status, code, error } = refusalOf(thrown)
    if (status === 500) log.warn(`${request.method} ${request.routeOptions.url ?? ''} failed: ${thrown.stack ?? ''}`)
    return reply.code(status).send({ code, error })
  })
}

function refusalOf(thrown: FastifyError): Refusal {
  if (hasZodFastifySchemaValidationErrors(thrown)) {
    const what = thrown.validation.map(({ instancePath, message = 'it isn’t what is asked for' }) =>
      // What is wrong with the whole has no path.
      instancePath.length > 1 ? `${instancePath.slice(1)}: ${message}` : message,
    )
    return { status: 400, code: 'bad-request', error: what.join('; ') }
  }
  if (thrown instanceof AuthError) return { status: thrown.statusCode, code: thrown.code, error: thrown.message }
  if (thrown instanceof StoreError) return storeRefusal(thrown)
  const status = thrown.statusCode ?? 500
  if (status < 500) return { status, code: 'bad-request', error: thrown.message }
  return { status: 500, code: 'failed', error: 'Something went wrong here; the log of the program says what.' }
}

function storeRefusal({ code, message }: StoreError): Refusal {
  if (code === 'conflict') return { status: 409, code: 'conflict', error: message }
  if (code === 'disk-full') return { status: 507, code: 'disk-full', error: 'The disk of the server is full.' }
  return { status: 503, code: 'busy', error: 'What is to be kept can’t be written at the moment; try again soon.' }
}
