import { useEffect } from 'preact/hooks'
import type { Desk } from '../desk.ts'

const isOfAccounts = ({ action }: { readonly action: string }) =>
  ['account.', 'invitation.', 'password.', 'totp.'].some((begin) => action.startsWith(begin))

/** Looks again when somebody has changed something about accounts: who takes an invitation is seen by who gave it. */
export function useAccountDeeds({ live: { deeds } }: Pick<Desk, 'live'>, reload: () => void): void {
  useEffect(() => {
    let seen = deeds.get().at(-1)?.id ?? 0
    const stop = deeds.subscribe(() => {
      const fresh = deeds.get().filter(({ id }) => id > seen)
      seen = fresh.at(-1)?.id ?? seen
      if (fresh.some(isOfAccounts)) reload()
    })
    const shown = () => document.hidden || reload()
    document.addEventListener('visibilitychange', shown)
    return () => {
      stop()
      document.removeEventListener('visibilitychange', shown)
    }
  }, [deeds, reload])
}
