import { render } from 'preact'
import { startLink } from '../link/link.ts'
import { App } from './app.tsx'
import { followBoard } from './board.ts'
import { createChat } from './chat.ts'
import { loadView } from './picture/views.ts'
import { createSound } from './sound/sound.ts'
import { Source, sourceOf } from './source.tsx'

const root = document.getElementById('app') ?? document.body
const layers = sourceOf(location.search)
// What fails here is told where the picture is drawn.
const link = startLink(({ game, build }) => void loadView(game, build).catch(() => {}))
if (layers === null) {
  const board = followBoard(link)
  const arcade = { link, board, chat: createChat(link, board), sound: createSound(link) }
  render(<App arcade={arcade} />, root)
} else {
  document.documentElement.className = 'source'
  render(<Source link={link} layers={layers} />, root)
}
