import { render } from 'preact'
import { startLink } from '../link/link.ts'
import { App } from './app.tsx'
import { followBoard } from './board.ts'
import { createChat } from './chat.ts'
import { createSound } from './sound/sound.ts'

const link = startLink()
const arcade = { link, board: followBoard(link), chat: createChat(link), sound: createSound(link) }
const root = document.getElementById('app')
if (root) render(<App arcade={arcade} />, root)
