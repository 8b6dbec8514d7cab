/** Writes into a store until somebody ends the process, and tells of each number when it is answered. */
import { openStore } from '../../server/store/store.ts'
import { listeningLog } from './store.ts'

const store = await openStore(process.argv[2] as string, listeningLog())
for (let n = 0; ; n++) {
  store.later.leaderboards.award('snake', [{ player: 'ann', name: 'ann', points: 1 }], n)
  await store.settings.set('last', n, 'ann', n)
  process.stdout.write(`${n}\n`)
}
