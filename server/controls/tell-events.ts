import { type ChatTick } from '../../chat/index.ts'
import type { AlertKind, Match } from '../../game/index.ts'
import type { Act } from '../journal/act.ts'
import type { StageEvents } from './stage-event.ts'

/** What one tick was. */
export interface PlayedTick {
  readonly match: Match
  readonly said: Pick<ChatTick, 'results' | 'poll'>
  readonly acts: readonly Act[]
  /** False where the game's step threw. */
  readonly isPlayed: boolean
}

/** Tells of each tick what is worth knowing outside of the show. @returns to be called once a tick, when all of it is done */
export function createEventTeller({ tell }: Pick<StageEvents, 'tell'>): (played: PlayedTick) => void {
  let hasFailed = false
  return ({ match, said, acts, isPlayed }) => {
    const { tick } = match
    const { show } = match.state
    for (const act of acts)
      if (act.act !== 'report' || act.condition.isPaused !== undefined) tell({ tick, type: 'act', act })
    if (said.poll !== null) tell({ tick, ...pollOf(said.poll) })
    else for (const result of said.results) tell({ tick, ...voteOf(result, show.mode) })
    for (const award of match.awards) tell({ tick, type: 'award', ...award })
    for (const text of match.endings) tell({ tick, type: 'game-over', text })
    const { kind, name, text, fromTick, untilTick } = show.alert
    if (fromTick === tick && untilTick > tick) tell({ tick, type: 'alert', kind: kind as AlertKind, name, text })
    if (!isPlayed && !hasFailed) tell({ tick, type: 'game-failed' })
    hasFailed ||= !isPlayed
  }
}

function voteOf({ winner, team, why, reason, ...counts }: ChatTick['results'][number], mode: string) {
  const { votes, ofVotes, voters, abstained } = counts
  const label = winner?.label ?? null
  return { type: 'vote', mode, label, votes, ofVotes, voters, abstained, team, why, reason } as const
}

function pollOf({ poll, outcome, options }: NonNullable<ChatTick['poll']>) {
  const { winner, votes, voters, reason } = outcome
  return {
    type: 'poll',
    question: poll.question,
    label: winner?.label ?? null,
    votes,
    voters,
    reason,
    options,
  } as const
}
