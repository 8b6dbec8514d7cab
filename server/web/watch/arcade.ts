import type { Link } from '../link/link.ts'
import type { Store } from '../store.ts'
import type { Board } from './board.ts'
import type { Chat } from './chat.ts'
import type { Renewal } from './renewal.ts'
import type { Sound } from './sound/sound.ts'

/** All that the parts of the page are made from. */
export interface Arcade {
  readonly link: Link
  readonly renewal: Renewal
  readonly board: Store<Board | null>
  readonly chat: Chat
  readonly sound: Sound
}
