export type StoreErrorCode =
  /** The disk has no room. */
  | 'disk-full'
  /** The disk gave an error, or doesn’t answer. */
  | 'disk-failed'
  /** What is stored is damaged; the next start restores a backup. */
  | 'damaged'
  /** Another process holds the database, or it answers too slowly. */
  | 'busy'
  /** More was asked at once than waits here. */
  | 'overloaded'
  | 'closed'
  /** It is there already, or names something that isn’t there. */
  | 'conflict'
  /** A mistake of the program. */
  | 'failed'

/** Why the store didn’t do what it was asked for. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly code: StoreErrorCode

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** What an error becomes on its way between two threads. */
export interface StoreFailure {
  readonly code: StoreErrorCode
  readonly message: string
}

/** Primary result codes of SQLite (https://www.sqlite.org/rescode.html); extended ones have them in their low byte. */
const byResult = new Map<number, StoreErrorCode>([
  [5, 'busy'],
  [6, 'busy'],
  [8, 'disk-failed'],
  [10, 'disk-failed'],
  [11, 'damaged'],
  [13, 'disk-full'],
  [14, 'disk-failed'],
  [19, 'conflict'],
  [26, 'damaged'],
])

/** SQLITE_IOERR_SHORT_READ: the disk is well, and the file too short. */
const shortRead = 522

/** What SQLite says, as a code of ours. */
export function failureOf(error: unknown): StoreFailure {
  if (error instanceof StoreError) return { code: error.code, message: error.message }
  const { errcode, message } = error as { errcode?: number; message?: string }
  if (errcode === shortRead) return { code: 'damaged', message: message ?? 'it ends too early' }
  const code = errcode === undefined ? 'failed' : (byResult.get(errcode & 0xff) ?? 'failed')
  return { code, message: message ?? String(error) }
}

/** Whether the same may go well later, with nothing changed but the disk. */
export function mayPass({ code }: StoreFailure): boolean {
  return code === 'disk-full' || code === 'disk-failed' || code === 'busy'
}
