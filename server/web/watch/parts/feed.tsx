import type { Board } from '../board.ts'

/** Who typed what last. Not a live region: a busy chat would never let a screen reader finish a sentence. */
export function Feed({ feed }: { feed: Board['feed'] }) {
  return (
    <section class="card feed" aria-labelledby="feed-title">
      <h2 id="feed-title">Latest inputs</h2>
      {feed.length === 0 && <p class="quiet">Nobody has played yet.</p>}
      <ol>
        {feed.toReversed().map(({ name, label }, index) => (
          <li key={index}>
            <span class="feed-name">{name}</span> <b>{label}</b>
          </li>
        ))}
      </ol>
    </section>
  )
}
