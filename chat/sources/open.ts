import type { CommandSpecs } from '../../game/index.ts'
import type { ChatUrl } from '../url.ts'
import { CrowdSource } from './crowd.ts'
import { openFile } from './file.ts'
import { LocalSource } from './local.ts'
import type { ChatSource } from './source.ts'
import { checkTwitchSettings, type TwitchSettings } from './twitch-settings.ts'
import { TwitchSource } from './twitch.ts'

export interface SourceOptions {
  readonly specs: CommandSpecs
  readonly seed: number
  readonly twitch: TwitchSettings
  readonly log: (level: 'info' | 'warn', line: string) => void
}

/** Opens all sources. Whatever can fail does so before the first one starts. */
export async function openSources(urls: readonly ChatUrl[], options: SourceOptions): Promise<ChatSource[]> {
  const starts = await Promise.all(urls.map((url) => prepare(url, options)))
  return starts.map((start) => start())
}

async function prepare(url: ChatUrl, { specs, seed, twitch, log }: SourceOptions): Promise<() => ChatSource> {
  if (url.kind === 'local') return () => new LocalSource()
  if (url.kind === 'crowd')
    return () => new CrowdSource(url.url, { viewers: url.viewers, seed: url.seed ?? seed, specs })
  if (url.kind === 'file') {
    const source = await openFile(url.url, url.path)
    return () => source
  }
  checkTwitchSettings(twitch)
  return () => new TwitchSource(url.url, { channel: url.channel, settings: twitch, log })
}
