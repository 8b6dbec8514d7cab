import type { Board } from '../board.ts'

/** What is told to everybody, and what is not as usual. Always there, since a live region has to be known before it speaks. */
export function News({ board }: { board: Board | null }) {
  return (
    <div class="news">
      <p class="news-status" role="status">
        {board?.status ?? ''}
      </p>
      <p class="news-line" role="status">
        {board?.line ?? ''}
      </p>
      <p class="news-alert" aria-live="polite">
        {board?.alert ?? ''}
      </p>
    </div>
  )
}
