import type { DatabaseSync } from 'node:sqlite'
import { prepare } from './database.ts'

/** The second factors of accounts. */
export function createFactors(db: DatabaseSync) {
  const setTotp = prepare(
    db,
    'update accounts set totpSecret = :secret, totpStep = :step, changedMs = :nowMs where id = :id',
  )
  const useStep = prepare(db, 'update accounts set totpStep = :step where id = :id and totpStep < :step')
  const addCode = prepare(db, 'insert into recoveryCodes values (:id, :hash)')
  const useCode = prepare(db, 'delete from recoveryCodes where account = :id and hash = :hash')
  const dropCodes = prepare(db, 'delete from recoveryCodes where account = :id')
  const codes = prepare<{ hash: string }>(db, 'select hash from recoveryCodes where account = :id')
  return {
    /** Asks for a second factor from now on; `step` is that of the code that proved it. Null ends it. */
    setTotp(id: string, secret: string | null, step: number, codeHashes: readonly string[], nowMs: number): void {
      setTotp.run({ id, secret, step, nowMs })
      dropCodes.run({ id })
      for (const hash of codeHashes) addCode.run({ id, hash })
    },
    /** Takes the code of a step. @returns false where it, or a later one, was taken before */
    useStep: (id: string, step: number): boolean => useStep.run({ id, step }) > 0,
    codes: (id: string): string[] => codes.all({ id }).map(({ hash }) => hash),
    /** Takes a recovery code. @returns false where it isn’t one, or was taken before */
    useCode: (id: string, hash: string): boolean => useCode.run({ id, hash }) > 0,
  }
}
