import { useEffect } from 'preact/hooks'
import { useStore } from '../store.ts'
import { isSwitching } from '../link/link.ts'
import type { Arcade } from './arcade.ts'
import { Feed } from './parts/feed.tsx'
import { Header } from './parts/header.tsx'
import { Interruption } from './parts/interruption.tsx'
import { Leaders } from './parts/leaders.tsx'
import { News } from './parts/news.tsx'
import { Play } from './parts/play.tsx'
import { Vote } from './parts/vote.tsx'
import { Picture } from './picture/picture.tsx'

/** The spectator page: the picture, and beside it what one can read and do. */
export function App({ arcade }: { arcade: Arcade }) {
  const session = useStore(arcade.link.session)
  const link = useStore(arcade.link.state)
  const board = useStore(arcade.board)
  const info = session?.info
  useEffect(() => {
    if (info) document.title = `${info.title} · Chat Arcade`
  }, [info])
  return (
    <>
      <Header arcade={arcade} info={info} />
      <main data-link={link.word} data-called={isSwitching(link) || undefined}>
        <Picture session={session} renewal={arcade.renewal}>
          <Interruption link={arcade.link} />
        </Picture>
        {info && <Play info={info} arcade={arcade} />}
        <aside class="column" aria-label="The vote and the latest inputs">
          {board && <Vote board={board} ballot={arcade.chat.ballot} />}
          {board && <Leaders leaders={board.leaders} />}
          {board && <Feed feed={board.feed} />}
          <News board={board} />
        </aside>
      </main>
    </>
  )
}
