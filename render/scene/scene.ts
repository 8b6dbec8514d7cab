import type { ArcadeState, Context2D, GameView, PictureFrame } from '../../game/index.ts'
import { drawHelp } from './help.ts'
import { layoutFor } from './layout.ts'
import { drawFeed, drawTitle } from './strips.ts'
import { drawVote } from './vote.ts'

/** One picture of the show: pure of state and frame, so the broadcast, the page and a replay can't differ. */
export interface Scene {
  readonly view: GameView
  readonly state: ArcadeState
  readonly frame: Omit<PictureFrame, 'clear'>
}

/**
 * Draws the game and the show around it, filling `frame.width` × `frame.height` from the context's origin.
 * When the game's `draw` throws, the show is drawn all the same, and then the error goes on to the caller.
 */
export function drawScene(g: Context2D, { view, state, frame }: Scene): void {
  const { show } = state
  const layout = layoutFor(frame.width, frame.height)
  g.save()
  try {
    view.draw(g, state.game, { ...frame, clear: layout.clear })
  } finally {
    g.restore()
    g.save()
    drawTitle(g, show, layout.title, layout.text)
    drawVote(g, show, layout.vote, layout.text)
    drawFeed(g, show, layout.feed, layout.text)
    drawHelp(g, show, layout.help, layout.text)
    g.restore()
  }
}
