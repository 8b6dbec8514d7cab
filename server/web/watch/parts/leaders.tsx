import type { Board } from '../board.ts'

/** The leader board, where the game has one. */
export function Leaders({ leaders }: { leaders: Board['leaders'] }) {
  if (leaders.length === 0) return null
  return (
    <section class="card leaders" aria-labelledby="leaders-title">
      <h2 id="leaders-title">Leaders</h2>
      <ol>
        {leaders.map(({ name, score }, index) => (
          <li key={index}>
            <b>{index + 1}</b> <span class="leader-name">{name}</span> <span>{score}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}
