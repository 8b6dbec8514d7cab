import assert from 'node:assert/strict'
import { browserOf, testPassword, type Client } from './accounts.ts'
import { startArcade, type Arcade } from './arcade.ts'

export interface OwnedArcade extends Arcade {
  /** A browser in which the owner of the show is logged in. */
  readonly owner: Client
}

/** Starts the program as `startArcade` does, with an owner whose password is that of the tests, and logs them in. */
export async function startOwned(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<OwnedArcade> {
  await using stack = new AsyncDisposableStack()
  const arcade = stack.use(await startArcade(args, { ...env, CHATARCADE_ADMIN_PASSWORD: testPassword }))
  const owner = browserOf(arcade.url)
  assert.equal((await owner.login('owner')).status, 200)
  stack.move()
  return { ...arcade, owner }
}
