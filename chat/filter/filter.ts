import type { ChatMessage } from '../message.ts'
import type { Rejection } from '../outcome.ts'
import { createLimits, type Limits } from './limits.ts'
import type { FilterSettings } from './settings.ts'
import { createAudience, createIgnore, type Follows } from './who.ts'

export interface FilterOptions {
  readonly settings: FilterSettings
  /** Logins of the accounts that the show itself speaks by. */
  readonly ownLogins: readonly string[]
  /** Asked by user id (`twitch:1234`), only while the show is open to followers. */
  readonly follows: Follows
}

/**
 * Who may play, and how fast. The two are asked apart, since talk costs nobody anything: only what parses as a command
 * counts against its author's limits.
 */
export interface Filter extends Pick<Limits, 'save' | 'load'> {
  /** Before parsing: null lets through; `unknown` while it isn't known whether they follow. */
  admit(message: ChatMessage): Rejection | 'unknown' | null
  /** After parsing, with the command's label: null lets through, and counts. `showMs` never falls. */
  limit(message: ChatMessage, label: string, showMs: number): Rejection | null
  /** Changes the list of those who are not heard. */
  ignore(list: readonly string[]): void
}

/** @throws {RangeError} on a setting out of its range */
export function createFilter({ settings, ownLogins, follows }: FilterOptions): Filter {
  let ignore = createIgnore(settings, ownLogins)
  const audience = createAudience(settings.open, follows)
  const limits = createLimits(settings)
  return {
    admit: (message) => ignore(message) ?? audience(message),
    limit: ({ userId }, label, showMs) => limits.judge(userId, label, showMs),
    ignore: (list) => void (ignore = createIgnore({ ...settings, ignore: list }, ownLogins)),
    save: limits.save,
    load: limits.load,
  }
}
