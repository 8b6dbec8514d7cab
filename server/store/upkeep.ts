import { listBackups, makeBackup } from './backups.ts'
import { transact } from './database.ts'
import { failureOf } from './error.ts'
import type { Recovered } from './recover.ts'
import { tidyTasks } from './tables.ts'

const tidyEveryMs = 10 * 60 * 1000
const backupEveryMs = 24 * 3600 * 1000
const lookEveryMs = 3600 * 1000

/** A show that is started again and again must not push the older backups out by copies of the same day. */
const leastBetweenMs = 3600 * 1000

/**
 * Forgets what is beyond the bounds, and makes backups: when the store was opened and found good, and once a day.
 *
 * @param warn is told each thing once, until another one comes
 */
export function startUpkeep(data: string, { sound, file }: Recovered, warn: (text: string) => void): AsyncDisposable {
  let backingUp: Promise<void> = Promise.resolve()
  let warned = ''
  const complain = (what: string, error: unknown) => {
    const text = `${what}: ${failureOf(error).message}`
    if (text !== warned) warn(text)
    warned = text
  }
  const tidy = () => {
    for (const task of tidyTasks(sound.tables, Date.now()))
      try {
        transact(sound.db, task)
      } catch (error) {
        complain('the store can’t be tidied', error)
      }
  }
  const backUp = async (everyMs: number) => {
    if (file === null) return
    try {
      const nowMs = Date.now()
      const newest = listBackups(data)[0]
      // A clock that was put back makes none wait for years.
      if (newest !== undefined && Math.abs(nowMs - newest.madeMs) < everyMs) return
      await makeBackup(data, file, nowMs)
    } catch (error) {
      complain('the store has no new backup', error)
    }
  }
  const look = (everyMs: number) => {
    backingUp = backingUp.then(() => backUp(everyMs))
  }
  tidy()
  if (!sound.isBare) look(leastBetweenMs)
  const timers = [setInterval(tidy, tidyEveryMs), setInterval(() => look(backupEveryMs), lookEveryMs)]
  return {
    async [Symbol.asyncDispose]() {
      for (const timer of timers) clearInterval(timer)
      await backingUp
    },
  }
}
