import type { FastifyRequest } from 'fastify'
import type { Account } from '../store/accounts.ts'
import { AuthError } from './error.ts'
import type { Attempt } from './limiter.ts'
import { isPassword } from './password.ts'
import { takeCode } from './second-factor.ts'
import { beginTry, note, type Tools } from './tools.ts'

/**
 * Whose name, password and second factor these are. Neither the answer nor the time it takes tells whether there is such an account.
 *
 * @throws AuthError `wrong-login`, `code-needed`, `too-many-tries`, `busy`
 */
export async function recognise(
  tools: Tools,
  request: FastifyRequest,
  name: string,
  password: string,
  code: string | undefined,
): Promise<Account> {
  const { store, limiter, now } = tools
  const attempt = await beginTry(tools, name, request)
  const account = await store.accounts.byName(name)
  const isRight = await isPassword(password, account?.password ?? null)
  if (!isRight || account === null || account.isDisabled) {
    noteFailures(tools, attempt, account)
    throw new AuthError('wrong-login', 'The name or the password is wrong.')
  }
  const { id, totpSecret } = account
  if (totpSecret !== null) {
    if (code === undefined) {
      // The page asks for the code after the password was right: that is no guess, and one who types slowly would otherwise wait.
      limiter.takeBack(attempt, now())
      throw new AuthError('code-needed', 'Type the code of your app, or a recovery code.')
    }
    if (!(await takeCode(store.accounts, { id, totpSecret }, code, now()))) {
      noteFailures(tools, attempt, account)
      throw new AuthError('code-needed', 'The code is wrong, or was used before.')
    }
  }
  limiter.succeeded(attempt, now())
  return account
}

/** Only now and then, or a flood of tries would fill the log. What was typed for a name may be a password, so it isn’t repeated. */
function noteFailures(tools: Tools, attempt: Attempt, account: Account | null): void {
  const failures = tools.limiter.failures(attempt, tools.now())
  if (failures < 5 || !Number.isInteger(Math.log2(failures / 5))) return
  note(tools, 'somebody', {
    ...{ action: 'session.refused', target: account?.name ?? 'an unknown name' },
    after: { failures, address: attempt.address },
  })
}
