/** What the server tells the panel, as `/api/openapi.json` describes it. */

export interface Message {
  readonly number: number
  readonly tick: number
  readonly source: string
  readonly id: string | null
  readonly userId: string
  readonly user: string
  readonly text: string
  readonly badges: readonly string[]
  readonly colour: string | null
  readonly what: 'ballot' | 'answered' | 'rejected'
  readonly label: string | null
  readonly code: string | null
  readonly sentence: string | null
  readonly withdrawn: boolean
  readonly removed: 'deleted' | 'timed-out' | 'banned' | 'cleared' | null
}

export interface Ban {
  readonly userId: string
  readonly name: string
  readonly fromTick: number
  /** Null for good. */
  readonly untilTick: number | null
}

/** What is in force. */
export interface Control {
  /** The newest 50, newest last; all of them are at `/api/bans`. */
  readonly bans: readonly Ban[]
  readonly banCount: number
  readonly blocked: readonly string[]
  readonly ignore: readonly string[]
  readonly muted: { readonly all: boolean; readonly sources: readonly string[] }
  readonly vetoed: readonly string[]
  readonly poll: {
    readonly question: string
    readonly options: readonly string[]
    readonly closesAtTick: number
  } | null
  readonly input: {
    readonly mode: string
    readonly window?: {
      readonly length: { readonly seconds?: number; readonly ticks?: number }
      readonly graceSeconds: number
      readonly quorum: { readonly least: number; readonly share: number }
    }
  }
  readonly isPaused: boolean
  readonly game: string
  /** Bits, by `layerNames`. */
  readonly layers: number
  readonly slate: string
  readonly slateText: string
  readonly branding: string
  /** The streamer’s line in the status; empty for none. */
  readonly statusLine: string
}

export interface OutletStatus {
  readonly state: 'pending' | 'live' | 'recovering' | 'closing' | 'closed'
  readonly frames: number
  readonly lost: number
  readonly behind: number
  readonly reconnects: number
  readonly replaced: number
  readonly kbps: number | null
  readonly isCongested: boolean
  readonly problem: string
}

export interface OutputView {
  readonly id: string
  readonly kind: string
  readonly url: string
  readonly size: string
  readonly preset: string
  readonly isOn: boolean
  readonly status: OutletStatus | null
}

/** `/api/status`, as much of it as the panel shows, and what only panels are told. */
export interface Status {
  readonly game: string
  readonly tick: number
  readonly uptimeSeconds: number
  readonly stream: {
    readonly state: string
    readonly fps: string
    readonly frames: { readonly due: number; readonly written: number; readonly repeated: number }
  }
  readonly chat: {
    readonly received: number
    readonly accepted: number
    readonly rejected: Readonly<Record<string, number>>
    readonly sources: readonly { readonly id: string; readonly state: string; readonly dropped: number }[]
  }
  readonly tickLatenessMs: { readonly p50: number; readonly p99: number }
  /** Seats that are taken in the room, those of panels among them. */
  readonly spectators: number
  /** Panels that are open in browsers. */
  readonly panels: number
}

/** An entry of the log. */
export interface Deed {
  readonly id: number
  readonly atMs: number
  readonly actor: string
  readonly action: string
  readonly target: string | null
  /** Of the person that it was done to, where they are known. */
  readonly name: string | null
  /** For how long they were sent out; null for good. */
  readonly seconds?: number | null
  readonly reason: string | null
  /** What was changed, and to what; what an action tells of itself is its own. */
  readonly before?: unknown
  readonly after?: unknown
  readonly canUndo: boolean
  /** Why it can’t be undone any more; null where it can be, was, or never could. */
  readonly tooLate: string | null
  readonly undoes: number | null
  readonly undoneBy: number | null
}

export type ShowEvent = { readonly tick: number } & (
  | {
      readonly type: 'vote'
      readonly label: string | null
      readonly votes: number
      readonly voters: number
      readonly reason: string
    }
  | { readonly type: 'poll'; readonly question: string; readonly label: string | null; readonly reason: string }
  | { readonly type: 'alert'; readonly kind: string; readonly name: string; readonly text: string }
  | { readonly type: 'game-failed' }
)
