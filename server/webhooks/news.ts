import type { StageEvent } from '../controls/stage-event.ts'
import type { OutletStatus } from '../../render/index.ts'
import type { StoredDeed } from '../store/audit.ts'
import type { WebhookEvent, Webhooks } from './webhooks.ts'

type Told = readonly [WebhookEvent, object]

/** What of a stage's event other programs are told. */
export function newsOfStage(event: StageEvent): Told | null {
  if (event.type === 'vote') {
    const { label, votes, ofVotes, voters, team, reason, tick } = event
    return label === null ? null : ['vote.decided', { label, votes, ofVotes, voters, team, reason, tick }]
  }
  if (event.type === 'poll') {
    const { question, label, votes, voters, reason, options, tick } = event
    return ['poll.decided', { question, label, votes, voters, reason, options, tick }]
  }
  if (event.type === 'game-over') return ['game.over', { text: event.text, tick: event.tick }]
  return null
}

/** What moderators did; the reason they gave is theirs, and so is when and from where they log in. */
export function newsOfDeed({ actor, action, target, atMs }: StoredDeed): Told | null {
  if (action.startsWith('session.')) return null
  return ['moderation', { actor, action, target, at: new Date(atMs).toISOString() }]
}

/** Tells when an output goes live, is lost, or has ended; called with each new status, whose address is one that may be shown. */
export function followOutputs(webhooks: Pick<Webhooks, 'tell'>): (outputs: readonly OutletStatus[]) => void {
  const states = new Map<string, OutletStatus['state']>()
  return (outputs) => {
    for (const { id, state, problem, url } of outputs) {
      const before = states.get(id)
      states.set(id, state)
      const event = before === state ? undefined : eventOf[state]
      if (event !== undefined) webhooks.tell(event, { output: id, url, problem })
    }
    for (const id of states.keys()) if (!outputs.some((each) => each.id === id)) states.delete(id)
  }
}

const eventOf: Partial<Record<OutletStatus['state'], WebhookEvent>> = {
  live: 'stream.live',
  recovering: 'stream.recovering',
  closed: 'stream.dropped',
}
