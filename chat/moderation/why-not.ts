import type { Command } from '../../game/index.ts'
import { cleanLine } from '../clean.ts'
import { createTerms } from '../filter/terms.ts'
import { messageOf } from '../error.ts'
import type { Rejection } from '../outcome.ts'
import type { Tally } from '../votes/mode.ts'
import type { PollSpec } from '../votes/poll.ts'
import { deedBounds, type Deed, type DeedRefusal } from './deed.ts'

/** The vote as it stands. */
export interface VoteView {
  readonly tally: Tally
  /** Whether a window is open that moderators can do something to. */
  readonly hasWindow: boolean
  readonly isPollOn: boolean
  readonly read: (text: string, team: string | null) => Command | Rejection
}

/** Why a deed would come to nothing at this moment; null where it can be done. */
export function whyNot(deed: Deed, vote: VoteView): DeedRefusal | null {
  if (deed.act === 'ban' && deed.userId === '') return bad('there is nobody with an empty id')
  if (deed.act === 'filter') return whyNotFilter(deed)
  if (deed.act === 'force') return whyNotForce(deed, vote)
  if (deed.act === 'poll') return whyNotPoll(deed.poll, vote)
  if (deed.act === 'extend' || deed.act === 'close' || deed.act === 'veto') {
    if (!vote.hasWindow) return { code: 'no-vote', sentence: `${vote.tally.plays} has no vote that is open` }
    if (deed.act === 'veto' && deed.isVetoed && !vote.tally.options.some(({ command }) => command.label === deed.label))
      return { code: 'no-option', sentence: 'there is no such option on the ballot any more' }
  }
  return null
}

const bad = (sentence: string): DeedRefusal => ({ code: 'bad-value', sentence })

function whyNotFilter({ blocked = [] }: Extract<Deed, { act: 'filter' }>): DeedRefusal | null {
  try {
    createTerms(blocked)
    return null
  } catch (error) {
    return bad(messageOf(error).replace(/^filter: /, ''))
  }
}

function whyNotForce({ text, team }: Extract<Deed, { act: 'force' }>, { read }: VoteView): DeedRefusal | null {
  const command = read(text, team)
  return 'code' in command ? { code: 'not-a-command', sentence: command.sentence } : null
}

function whyNotPoll(poll: PollSpec | null, { isPollOn }: VoteView): DeedRefusal | null {
  if (poll === null) return isPollOn ? null : { code: 'no-poll', sentence: 'there is no poll at the moment' }
  if (isPollOn) return { code: 'busy', sentence: 'there is a poll already: end it first' }
  const options = poll.options.map((option) => cleanLine(option).toLowerCase())
  const [least, most] = deedBounds.options
  if (options.length < least || options.length > most) return bad(`a poll has ${least} to ${most} options`)
  if (cleanLine(poll.question) === '' || options.includes('')) return bad('question and options need a letter each')
  return new Set(options).size === options.length ? null : bad('two of the options are the same')
}
