import { render } from 'preact'
import { startLink } from '../link/link.ts'
import { App } from './app.tsx'
import { followBoard } from './board.ts'
import { createChat } from './chat.ts'
import { loadView } from './picture/views.ts'
import { createRenewal } from './renewal.ts'
import { createSound } from './sound/sound.ts'
import { Source, sourceOf } from './source.tsx'

const root = document.getElementById('app') ?? document.body
const layers = sourceOf(location.search)
// A source has nobody who types.
const renewal = createRenewal(() => layers === null && isTyping())
const link = startLink((info) => {
  renewal.joining(info)
  // What fails here is told where the picture is drawn.
  void loadView(info.game, info.build).catch(() => {})
})
if (layers === null) {
  const board = followBoard(link)
  const arcade = { link, renewal, board, chat: createChat(link, board), sound: createSound(link) }
  render(<App arcade={arcade} />, root)
} else {
  document.documentElement.className = 'source'
  render(<Source link={link} renewal={renewal} layers={layers} />, root)
}

/** A name is kept with each of its letters, so only a message would be lost. */
function isTyping(): boolean {
  return [...root.querySelectorAll<HTMLInputElement>('input[name=text]')].some(({ value }) => value !== '')
}
