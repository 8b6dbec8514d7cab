/** The thread that the whole store lives in. A commit waits for the disk; neither ticks nor requests do. */
import { parentPort, workerData } from 'node:worker_threads'
import type { FromStore, StoreData, ToStore } from './messages.ts'
import { NewerDatabase } from './migrate.ts'
import { recover, type Recovered } from './recover.ts'
import { startUpkeep } from './upkeep.ts'
import { doWork } from './work.ts'

const { data } = workerData as StoreData
const tell = (message: FromStore) => parentPort?.postMessage(message)

const opened = open()
if (opened !== null) serve(opened)

function open(): Recovered | null {
  try {
    return recover(data, Date.now())
  } catch (error) {
    if (!(error instanceof NewerDatabase)) throw error
    tell({ type: 'refused', why: error.message })
    return null
  }
}

function serve(recovered: Recovered): void {
  const { sound, warnings } = recovered
  const methods = Object.fromEntries(Object.entries(sound.tables).map(([name, table]) => [name, Object.keys(table)]))
  tell({ type: 'opened', methods, warnings })
  const upkeep = startUpkeep(data, recovered, (text) => tell({ type: 'warning', text }))
  const close = async () => {
    await upkeep[Symbol.asyncDispose]()
    sound[Symbol.dispose]()
    parentPort?.close()
  }
  parentPort?.on('message', (message: ToStore) => {
    if (message === null) void close()
    else tell(doWork(sound, message))
  })
}
