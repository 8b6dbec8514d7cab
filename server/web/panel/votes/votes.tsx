import { useMemo, useState } from 'preact/hooks'
import { useStore } from '../../store.ts'
import type { Board } from '../../watch/board.ts'
import type { Desk } from '../desk.ts'
import { Force } from './force.tsx'
import { History } from './history.tsx'
import { Mode } from './mode.tsx'
import { PollDialog } from './poll.tsx'
import { Tally } from './tally.tsx'

/** The open vote and all that can be done about it. */
export function Votes({ desk }: { desk: Desk }) {
  const board = useStore(desk.board)
  const control = useStore(desk.live.control)
  const [isAsking, setAsking] = useState(false)
  if (board === null) return <p class="quiet">The vote comes with the picture.</p>
  const mayRun = desk.may('votes.run')
  return (
    <div class="votes">
      <Heading board={board} question={control?.poll?.question ?? ''} />
      {mayRun && (
        <Buttons desk={desk} board={board} isPoll={(control?.poll ?? null) !== null} ask={() => setAsking(true)} />
      )}
      {board.windowSeconds > 0 && <Tally desk={desk} board={board} />}
      <Vetoed desk={desk} />
      <p class="result" role="status">
        {board.result}
      </p>
      {mayRun && <Force desk={desk} />}
      {mayRun && <Mode desk={desk} />}
      <History desk={desk} />
      {isAsking && <PollDialog desk={desk} close={() => setAsking(false)} />}
    </div>
  )
}

function Heading({ board, question }: { board: Board; question: string }) {
  const { title, standing, windowSeconds, secondsLeft, phase } = board
  const isOpen = windowSeconds > 0
  const isClosed = phase === 'closed' || secondsLeft === 0
  return (
    <div class="vote-head">
      <h3>{question === '' ? title : question}</h3>
      {isOpen ? (
        <p class={isClosed ? 'warning' : 'quiet'} role="timer">
          {isClosed ? 'closed' : `${secondsLeft} s left`}
        </p>
      ) : (
        <p class="quiet">{standing}</p>
      )}
      {isOpen && (
        <div class="window" aria-hidden="true">
          <div style={{ '--share': isClosed ? 0 : Math.min(1, secondsLeft / windowSeconds) }} />
        </div>
      )}
    </div>
  )
}

interface ButtonsProps {
  readonly desk: Desk
  readonly board: Board
  readonly isPoll: boolean
  readonly ask: () => void
}

function Buttons({ desk, board, isPoll, ask }: ButtonsProps) {
  const vote = (path: string, body: object, said: string) => () => void desk.act(`/api/votes/${path}`, body, said)
  const isOpen = board.windowSeconds > 0
  return (
    <div class="chips">
      <button type="button" class="small" title="c" disabled={!isOpen} onClick={vote('close', {}, 'Decided')}>
        Decide now
      </button>
      <button
        type="button"
        class="small"
        title="e"
        disabled={!isOpen}
        onClick={vote('extend', { seconds: 10 }, 'Ten seconds more')}
      >
        +10 s
      </button>
      <button type="button" class="small" disabled={!isOpen} onClick={vote('extend', { seconds: 60 }, 'A minute more')}>
        +1 min
      </button>
      <button type="button" class="small" title="s" disabled={!isOpen} onClick={vote('skip', {}, 'Skipped')}>
        Skip
      </button>
      {isPoll ? (
        <button type="button" class="small" onClick={vote('poll/end', {}, 'The poll is over')}>
          End the poll
        </button>
      ) : (
        <button type="button" class="small" onClick={ask}>
          Poll …
        </button>
      )}
    </div>
  )
}

/** What is off the ballot is no option any more, and has to be seen to be let on again. */
function Vetoed({ desk }: { desk: Desk }) {
  const control = useStore(desk.live.control)
  const vetoed = useMemo(() => control?.vetoed ?? [], [control])
  if (vetoed.length === 0) return null
  const allow = (label: string) =>
    void desk.act('/api/votes/veto', { label, isVetoed: false }, `${label} is on the ballot again`)
  return (
    <div class="chips vetoed">
      <span class="quiet">Vetoed:</span>
      {vetoed.map((label) =>
        desk.may('votes.run') ? (
          <button key={label} type="button" class="small" title="Let it on again" onClick={() => allow(label)}>
            <s>{label}</s>
          </button>
        ) : (
          <s key={label}>{label}</s>
        ),
      )}
    </div>
  )
}
