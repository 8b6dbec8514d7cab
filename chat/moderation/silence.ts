import { isModerator } from '../badges.ts'
import type { ChatMessage } from '../message.ts'
import { reject, type Rejection } from '../outcome.ts'
import { createBans, type Ban, type Bans } from './bans.ts'
import { deedBounds } from './deed.ts'

export interface SilenceMemory {
  readonly bans: readonly Ban[]
  readonly isAllMuted: boolean
  readonly muted: readonly string[]
  readonly isPaused: boolean
}

/** Who is not heard at the moment, and why: people, sources, or everybody while the game stands still. */
export interface Silence {
  readonly bans: Bans
  mute(source: string | null, isMuted: boolean): void
  isPaused: boolean
  readonly muted: { readonly all: boolean; readonly sources: readonly string[] }
  /** Of a message that nobody has read yet. Moderators are let through where a source is muted: what they type may end it. */
  admit(message: ChatMessage, tick: number): Rejection | null
  /** Of a command that is meant for the game or the vote. */
  refuse(message: ChatMessage): Rejection | null
  save(): SilenceMemory
  load(memory: SilenceMemory): void
}

const banned = reject('banned', 'you can’t play here at the moment')
const muted = reject('muted', 'nobody is heard here at the moment: try again later')
const paused = reject('paused', 'the game is paused: try again when it goes on')

export function createSilence(): Silence {
  const bans = createBans()
  const sources = new Set<string>()
  let isAllMuted = false
  let isPaused = false
  const isMuted = (source: string) => isAllMuted || sources.has(source)
  return {
    bans,
    get isPaused() {
      return isPaused
    },
    set isPaused(value) {
      isPaused = value
    },
    mute(source, isOn) {
      if (source === null) isAllMuted = isOn
      else if (!isOn) sources.delete(source)
      else if (sources.size < deedBounds.mutedSources) sources.add(source)
    },
    get muted() {
      return { all: isAllMuted, sources: [...sources] }
    },
    admit({ userId, source, badges }, tick) {
      if (bans.has(userId, tick)) return banned
      return isMuted(source) && !isModerator(badges) ? muted : null
    },
    refuse({ source }) {
      if (isMuted(source)) return muted
      return isPaused ? paused : null
    },
    save: () => ({ bans: bans.save(), isAllMuted, muted: [...sources], isPaused }),
    load(memory) {
      bans.load(memory.bans)
      ;({ isAllMuted, isPaused } = memory)
      for (const source of memory.muted) sources.add(source)
    },
  }
}
