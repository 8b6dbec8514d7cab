import type { Board, BoardLine } from '../board.ts'

/** As many as keep the column short; the picture may have more. */
const shown = 6

/** Who typed what last. Not a live region: a busy chat would never let a screen reader finish a sentence. */
export function Feed({ feed }: { feed: Board['feed'] }) {
  return (
    <section class="card feed" aria-labelledby="feed-title">
      <h2 id="feed-title">Latest inputs</h2>
      {feed.length === 0 && <p class="quiet">Nobody has played yet.</p>}
      <ol>
        {feed
          .slice(-shown)
          .toReversed()
          .map((line, index) => (
            <Line key={index} line={line} />
          ))}
      </ol>
    </section>
  )
}

function Line({ line: { name, colour, label, reason } }: { line: BoardLine }) {
  if (reason === '')
    return (
      <li>
        <span class="feed-name" style={{ color: colour }}>
          {name}
        </span>{' '}
        <b>{label}</b>
      </li>
    )
  return (
    <li class="feed-refused" title={reason}>
      <span aria-hidden="true">×</span> <span class="feed-name">{name}</span>{' '}
      <span class="feed-reason">
        <span class="unseen">not counted: </span>
        {reason}
      </span>
    </li>
  )
}
