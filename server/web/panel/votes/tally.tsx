import { useRef, useState } from 'preact/hooks'
import type { Board } from '../../watch/board.ts'
import type { Desk } from '../desk.ts'
import { useGrasp } from '../parts/grasp.ts'
import { keyOf, standing, steadied, type Standing } from './steady.ts'

/** The options of the open vote, each with its veto; none moves while somebody is about to press one. */
export function Tally({ desk, board }: { desk: Desk; board: Board }) {
  const [isGrasped, setGrasped] = useState(false)
  const [isFocused, setFocused] = useState(false)
  const grasp = useGrasp('li', setGrasped)
  const stood = useRef<readonly Standing[]>([])
  stood.current = isGrasped || isFocused ? steadied(stood.current, board.options) : board.options.map(standing)
  return (
    <div class="ballot">
      {stood.current.length === 0 && <p class="quiet">No votes yet in this window.</p>}
      <ol
        class="tally"
        {...grasp}
        // A focus that a click has left there holds nothing.
        onFocusIn={({ target }) => setFocused(target instanceof Element && target.matches(':focus-visible'))}
        onFocusOut={() => setFocused(false)}
      >
        {stood.current.map((option) => (
          <Option key={keyOf(option)} desk={desk} option={option} />
        ))}
      </ol>
    </div>
  )
}

function Option({ desk, option }: { desk: Desk; option: Standing }) {
  const { team, label, votes, percent, isGone } = option
  const veto = () => void desk.act('/api/votes/veto', { label }, `${label} is off the ballot`)
  return (
    <li class={isGone ? 'gone' : ''} style={{ '--share': isGone ? 0 : percent / 100 }}>
      <span class="tally-label">{team === '' ? label : `${team}: ${label}`}</span>
      {!isGone && <span class="tally-votes">{`${votes} · ${percent} %`}</span>}
      {desk.may('votes.run') && (
        // Never disabled: a focus that it may have would be lost, and the way along the options with it.
        <button
          type="button"
          class="tally-veto"
          aria-label={isGone ? `${label} isn’t shown any more` : `Veto ${label}`}
          aria-disabled={isGone}
          onClick={() => isGone || veto()}
        >
          {isGone ? '–' : 'Veto'}
        </button>
      )}
    </li>
  )
}
