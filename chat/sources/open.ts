import type { Random } from '../../game/index.ts'
import type { Spoken } from '../parse.ts'
import type { ChatUrl } from '../url.ts'
import { CrowdSource } from './crowd.ts'
import { openFile } from './file.ts'
import { LocalSource } from './local.ts'
import type { ChatSource } from './source.ts'
import { checkTwitchSettings, type TwitchSettings } from './twitch-settings.ts'
import { createTwitchOpener } from './twitch.ts'

export interface SourceOptions {
  /** What a simulated crowd plays. */
  readonly game: Spoken
  readonly seed: number
  /** What a simulated viewer would type at this moment, where the game knows. */
  readonly bot?: (random: Random) => string | null
  readonly twitch: TwitchSettings
  readonly log: (level: 'info' | 'warn', line: string) => void
}

/** Opens all sources. Whatever can fail does so before the first one starts. */
export async function openSources(urls: readonly ChatUrl[], options: SourceOptions): Promise<ChatSource[]> {
  const openTwitch = createTwitchOpener({ settings: options.twitch, log: options.log })
  const starts = await Promise.all(urls.map((url) => prepare(url, options, openTwitch)))
  return starts.map((start) => start())
}

async function prepare(
  url: ChatUrl,
  { game, seed, twitch, bot }: SourceOptions,
  openTwitch: ReturnType<typeof createTwitchOpener>,
): Promise<() => ChatSource> {
  if (url.kind === 'local') return () => new LocalSource()
  if (url.kind === 'crowd')
    return () => new CrowdSource(url.url, { viewers: url.viewers, seed: url.seed ?? seed, game, bot })
  if (url.kind === 'file') {
    const source = await openFile(url.url, url.path)
    return () => source
  }
  checkTwitchSettings(twitch)
  return () => openTwitch(url)
}
