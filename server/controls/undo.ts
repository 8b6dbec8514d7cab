import type { ChatControl } from '../../chat/index.ts'
import { hasLayer, type Show, type Slate } from '../../game/index.ts'
import type { Act } from '../journal/act.ts'
import type { Condition } from '../show-state.ts'
import type { GameSnapshot } from './game-snapshot.ts'

/** How things stand, for what an act would change of them. */
export interface Standing {
  readonly show: Pick<
    Show,
    'layers' | 'slate' | 'slateText' | 'branding' | 'backdrop' | 'statusLine' | 'tick' | 'tickRate'
  >
  readonly chat: ChatControl
  readonly condition: Condition
  /** Null where the game can't be kept. */
  readonly game: () => GameSnapshot | null
}

/**
 * What an act sets: two acts of one key are in each other's place. Null where it sets nothing that could be set back.
 */
function keyOf(each: Act): string | null {
  if (each.act === 'layer') return `layer ${each.name}`
  if (each.act === 'ban' || each.act === 'lift') return `person ${each.userId}`
  if (each.act === 'mute') return `mute ${each.source ?? ''}`
  if (each.act === 'veto') return `veto ${each.label}`
  if (each.act === 'poll') return each.poll === null ? null : 'poll'
  return ['slate', 'branding', 'backdrop', 'status-line', 'input', 'filter', 'game'].includes(each.act)
    ? each.act
    : null
}

/**
 * What undoes an act; null where nothing can. Acts that wait for the same tick come before it: where one of them sets the same, it is
 * what there would be without this one.
 */
export function undoOf(each: Act, waiting: readonly Act[], standing: Standing): Act | null {
  if (each.act === 'filter') return undoFilter(each, waiting, standing.chat)
  if (each.act === 'report') return undoReport(each, standing.condition)
  const key = keyOf(each)
  if (key === null) return null
  return waiting.findLast((other) => keyOf(other) === key) ?? asItStands(each, standing)
}

function asItStands(each: Act, { show, chat, game }: Standing): Act | null {
  if (each.act === 'layer') return { ...each, isOn: hasLayer(show, each.name) }
  if (each.act === 'slate') {
    const slate = show.slate === '' ? null : (show.slate as Slate)
    return { act: 'slate', slate, text: show.slateText }
  }
  if (each.act === 'branding') return { act: 'branding', image: show.branding }
  if (each.act === 'backdrop') return { act: 'backdrop', image: show.backdrop }
  if (each.act === 'status-line') return { act: 'status-line', text: show.statusLine ?? '' }
  if (each.act === 'input') return { act: 'input', input: chat.input }
  if (each.act === 'ban' || each.act === 'lift') return banOf(each.userId, chat, show)
  if (each.act === 'mute') {
    const { all, sources } = chat.muted
    return { ...each, isMuted: each.source === null ? all : sources.includes(each.source) }
  }
  if (each.act === 'veto') return { ...each, isVetoed: chat.vetoed.includes(each.label) }
  if (each.act === 'poll') return { act: 'poll', poll: null }
  const before = each.act === 'game' ? game() : null
  return before && { act: 'game', game: before }
}

function banOf(userId: string, { bans }: ChatControl, { tick, tickRate }: Standing['show']): Act {
  const ban = bans.find((other) => other.userId === userId)
  if (ban === undefined) return { act: 'lift', userId }
  const { name, untilTick } = ban
  return { act: 'ban', userId, name, seconds: untilTick && Math.max(1, Math.ceil((untilTick - tick) / tickRate)) }
}

function undoFilter(each: Extract<Act, { act: 'filter' }>, waiting: readonly Act[], chat: ChatControl): Act {
  const { blocked, ignore } = listsAhead(chat, waiting)
  return {
    act: 'filter',
    ...(each.blocked === undefined ? {} : { blocked }),
    ...(each.ignore === undefined ? {} : { ignore }),
  }
}

/** The lists of the filter, with what waits for the same tick. */
export function listsAhead(chat: ChatControl, waiting: readonly Act[]): Pick<ChatControl, 'blocked' | 'ignore'> {
  let { blocked, ignore } = chat
  for (const other of waiting) if (other.act === 'filter') ({ blocked = blocked, ignore = ignore } = other)
  return { blocked, ignore }
}

function undoReport({ condition }: Extract<Act, { act: 'report' }>, before: Condition): Act {
  const was = Object.keys(condition).map((key) => [key, before[key as keyof Condition]])
  return { act: 'report', condition: Object.fromEntries(was) as Partial<Condition> }
}
