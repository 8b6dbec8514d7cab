import { useStore, type Store } from '../../store.ts'
import type { Board } from '../board.ts'
import type { OwnBallot } from '../chat.ts'

/** The tally as text and bars. */
export function Vote({ board, ballot }: { board: Board; ballot: Store<OwnBallot | null> }) {
  const own = useStore(ballot)
  const voting = board.windowSeconds > 0
  const mine = own?.windowId === board.windowId ? own.label : null
  return (
    <section class="card vote" aria-labelledby="vote-title">
      <div class="card-head">
        <h2 id="vote-title">{board.title}</h2>
        {voting && <Window board={board} />}
      </div>
      {board.slider && <Slider slider={board.slider} />}
      {voting ? <Tally board={board} mine={mine} /> : <p class="quiet">{board.standing}</p>}
      <p class="result" role="status">
        {board.result}
      </p>
    </section>
  )
}

function Window({ board: { phase, secondsLeft, windowSeconds } }: { board: Board }) {
  const closed = phase === 'closed' || secondsLeft === 0
  return (
    <>
      <p class={closed ? 'closed' : 'quiet'} role="timer">
        {closed ? 'voting closed' : `closes in ${secondsLeft} s`}
      </p>
      <div class="window" aria-hidden="true">
        <div style={{ '--share': closed ? 0 : secondsLeft / windowSeconds }} />
      </div>
    </>
  )
}

function Slider({ slider }: { slider: NonNullable<Board['slider']> }) {
  const { anarchy, democracy, percent } = slider
  return <p>{`Type anarchy (${anarchy}) or democracy (${democracy}): ${percent} % switch.`}</p>
}

function Tally({ board, mine }: { board: Board; mine: string | null }) {
  return (
    <div class="ballot">
      {board.options.length === 0 && <p class="quiet">No votes yet in this window.</p>}
      <ol class="tally">
        {board.options.map(({ team, label, votes, percent }) => (
          <li key={`${team}:${label}`} style={{ '--share': percent / 100 }}>
            <span class="tally-label">{team === '' ? label : `${team}: ${label}`}</span>
            {label === mine && <span class="mine">your vote</span>}
            <span class="tally-votes">{`${votes} ${votes === 1 ? 'vote' : 'votes'} · ${percent} %`}</span>
          </li>
        ))}
      </ol>
    </div>
  )
}
