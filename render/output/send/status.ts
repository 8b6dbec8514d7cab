export type OutletState = 'pending' | 'live' | 'recovering' | 'closing' | 'closed'

/** One output's own account, as `/api/status` shows it. */
export interface OutletStatus {
  readonly id: string
  readonly url: string
  /** The size of its picture, `1280x720`. */
  readonly size: string
  readonly state: OutletState
  /** Frames that were sent. */
  readonly frames: number
  /** Frames that this output missed: its encoder had died, it was away, or its network is too slow. */
  readonly lost: number
  /** Frames that are due and not yet sent. */
  readonly behind: number
  readonly reconnects: number
  /** Encoders that took the place of one that died. */
  readonly replaced: number
  readonly kbps: number | null
  /** Whether frames were left out lately, since the target takes less than is made. */
  readonly isCongested: boolean
  /** What went wrong last; empty when nothing has. */
  readonly problem: string
}
