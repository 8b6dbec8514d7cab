import { openStore, type Store } from '../../server/store/store.ts'

/** Keeps what a log was told. */
export function listeningLog() {
  const lines: string[] = []
  const note = (line: unknown) => void lines.push(String(line))
  return { lines, warn: note, info: note }
}

export interface OpenedStore extends AsyncDisposable {
  readonly store: Store
  /** What was warned of and told, so far. */
  readonly lines: readonly string[]
}

/** The store of a folder, with what it says. */
export async function openedStore(folder: string): Promise<OpenedStore> {
  const log = listeningLog()
  const store = await openStore(folder, log)
  return { store, lines: log.lines, [Symbol.asyncDispose]: async () => await store[Symbol.asyncDispose]() }
}
