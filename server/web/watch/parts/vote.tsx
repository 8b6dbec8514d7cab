import { useStore, type Store } from '../../store.ts'
import type { Board } from '../board.ts'
import type { Outcome } from '../chat.ts'

/** The tally as text and bars. */
export function Vote({ board, outcome }: { board: Board; outcome: Store<Outcome> }) {
  const last = useStore(outcome)
  const voting = board.mode === 'democracy'
  const mine = last.word === 'accepted' && last.closesAtTick === board.closesAtTick ? last.label : null
  return (
    <section class="card vote" aria-labelledby="vote-title">
      <div class="card-head">
        <h2 id="vote-title">{voting ? 'Vote' : 'Anarchy'}</h2>
        {board.windowSeconds > 0 && <Window board={board} />}
      </div>
      {voting ? <Tally board={board} mine={mine} /> : <p class="quiet">Every command acts at once.</p>}
      <p class="result" role="status">
        {board.result}
      </p>
    </section>
  )
}

function Window({ board: { secondsLeft, windowSeconds } }: { board: Board }) {
  return (
    <>
      <p class="quiet" role="timer">
        {secondsLeft === 0 ? 'closed' : `closes in ${secondsLeft} s`}
      </p>
      <div class="window" aria-hidden="true">
        <div style={{ '--share': secondsLeft / windowSeconds }} />
      </div>
    </>
  )
}

function Tally({ board, mine }: { board: Board; mine: string | null }) {
  return (
    <div class="ballot">
      {board.options.length === 0 && <p class="quiet">No votes yet in this window.</p>}
      <ol class="tally">
        {board.options.map(({ label, votes, percent }) => (
          <li key={label} style={{ '--share': percent / 100 }}>
            <span class="tally-label">
              {label}
              {label === mine && <span class="mine">your vote</span>}
            </span>
            <span class="tally-votes">{`${votes} ${votes === 1 ? 'vote' : 'votes'} · ${percent} %`}</span>
          </li>
        ))}
      </ol>
    </div>
  )
}
