/** What `GET /api/show` tells a page about the show before it draws anything. */
export interface ShowInfo {
  readonly game: string
  /** Address of the folder that the game is in; null where it is built into the page. */
  readonly build: string | null
  /** Files that the pages begin with as they are built now. An earlier version of the server doesn’t say. */
  readonly scripts?: readonly string[]
  readonly title: string
  readonly tickRate: number
  /** Frames a second of the broadcast: `30` or `30000/1001`. */
  readonly fps: string
  readonly size: { readonly width: number; readonly height: number }
  readonly chat: { readonly local: boolean; readonly twitch: readonly string[] }
  /** Address of the HLS playlist, or null where the show has none. */
  readonly broadcast: string | null
  /** Address of the image for the corner of the picture, or null. */
  readonly branding: string | null
  readonly help: readonly { readonly usage: string; readonly help: string }[]
  /** Words of the game's commands; `takesMore` where something has to be typed after them, `isOwn` as for buttons. */
  readonly words: readonly { readonly word: string; readonly takesMore: boolean; readonly isOwn: boolean }[]
  /** What can be sent as it is; `isOwn` for an act of who presses it, which no poll stands before. */
  readonly buttons: readonly { readonly label: string; readonly send: string; readonly isOwn: boolean }[]
}

export async function fetchShowInfo(signal: AbortSignal): Promise<ShowInfo> {
  const response = await fetch('/api/show', { signal, headers: { accept: 'application/json' } })
  if (!response.ok) throw new Error(`the server answered ${response.status}`)
  const info: ShowInfo = await response.json()
  return info
}
