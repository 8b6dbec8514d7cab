import type { Voice } from '../sources/source.ts'
import { createSpeechLimits, limits } from './speech-limits.ts'

/** Lines of the account that are remembered so as not to be said twice: as many as it can say in 30 s. */
const maxSaid = limits.moderatorLines

/** Says lines within the limits, for one account in all its chats. */
export interface Speaker {
  /** Whether a line to this chat may leave now. */
  isFree(source: string, nowMs: number): boolean
  /**
   * Says a line to a chat that is free. `again` is a line that was said in this chat within the last 30 s, and stays
   * unsaid; `failed` counts against the limits like `said`, since it may have left.
   */
  say(source: string, line: string, nowMs: number): 'said' | 'again' | 'failed'
}

export function createSpeaker(voiceOf: (source: string) => Voice | null): Speaker {
  const allowance = createSpeechLimits()
  /** When each line was said last, the oldest first. */
  const said = new Map<string, number>()

  function isAgain(key: string, nowMs: number): boolean {
    const saidAtMs = said.get(key)
    return saidAtMs !== undefined && nowMs - saidAtMs < limits.windowMs
  }

  function note(key: string, nowMs: number): void {
    said.delete(key)
    said.set(key, nowMs)
    const [oldest] = said.keys()
    if (said.size > maxSaid && oldest !== undefined) said.delete(oldest)
  }

  return {
    isFree(source, nowMs) {
      const voice = voiceOf(source)
      return voice !== null && voice.isReady && allowance.allows(source, voice.isModerator, nowMs)
    },
    say(source, line, nowMs) {
      const voice = voiceOf(source)
      const key = `${source}\n${line}`
      // Twitch itself drops what the same account says twice, unless it is a moderator.
      if (!voice?.isModerator && isAgain(key, nowMs)) return 'again'
      allowance.spend(source, nowMs)
      note(key, nowMs)
      try {
        voice?.say(line)
      } catch {
        return 'failed'
      }
      return 'said'
    },
  }
}
