import { z } from 'zod'
import { messageOf } from '../chat/index.ts'
import { readConfig, type Config, type ConfigKey, type PartialConfig } from './config.ts'
import type { TwitchSettings } from './environment.ts'
import type { Log } from './log.ts'
import { planSaved, type KnownGame } from './plan-saved.ts'
import { settingFields } from './settings-fields.ts'
import type { Store } from './store/store.ts'

/** Where the store keeps what moderators have set. */
export const settingsKey = 'config'

/** What they may set, in an order in which each fits those before it: a game before its settings, chats before who plays. */
export const settingKeys: readonly ConfigKey[] = [...new Set(settingFields.map(({ key }) => key))]

/** What the store has, as far as it is still known; an older program may have written it. */
export function readSaved(value: unknown): PartialConfig {
  const known = z.record(z.string(), z.unknown()).safeParse(value)
  if (!known.success) return {}
  return Object.fromEntries(Object.entries(known.data).filter(([key]) => settingKeys.includes(key as ConfigKey)))
}

/** The layers that a show is configured by, the strongest first; what moderators have set comes between the last two. */
export interface ConfigLayers {
  readonly flags: PartialConfig
  readonly environment: PartialConfig
  readonly file: PartialConfig
}

/** What a show was started by. */
export interface StartedBy extends ConfigLayers {
  readonly config: Config
}

export interface SavedParts {
  readonly store: Pick<Store, 'settings'>
  readonly log: Pick<Log, 'warn'>
  readonly twitch: TwitchSettings
  /** The game of the layers alone. */
  readonly known: KnownGame
}

/**
 * The configuration of a show, with what moderators have set on the panel: weaker than flags and the environment, stronger than the
 * file. What makes no plan is left out with a warning, one by one, since a show that doesn’t start can’t be mended on its panel.
 */
export async function readWithSaved(layers: ConfigLayers, { store, log, twitch, known }: SavedParts): Promise<Config> {
  const saved = await store.settings.get(settingsKey).then(readSaved, () => ({}))
  const attempt = async (values: PartialConfig) => (await planSaved(values, layers, twitch, known)).config
  try {
    return await attempt(saved)
  } catch {
    let kept: PartialConfig = {}
    for (const part of partsOf(saved)) {
      const next = withPart(kept, part)
      try {
        await attempt(next)
        kept = next
      } catch (error) {
        log.warn(`what was set on the panel is left out: ${messageOf(error)}`)
      }
    }
    return readConfig([layers.flags, layers.environment, kept, layers.file])
  }
}

/** Each setting for itself, also those within `set`. */
function partsOf(saved: PartialConfig): readonly PartialConfig[] {
  return settingKeys.flatMap((key): PartialConfig[] => {
    const value = saved[key]
    if (value === undefined) return []
    if (key !== 'set' || typeof value !== 'object' || value === null) return [{ [key]: value }]
    return Object.entries(value).map(([part, each]) => ({ set: { [part]: each } }))
  })
}

function withPart(values: PartialConfig, part: PartialConfig): PartialConfig {
  if (part.set === undefined) return { ...values, ...part }
  return { ...values, set: typeof part.set === 'object' ? { ...(values.set as object), ...part.set } : part.set }
}

/** Which settings are held by something stronger than the panel, and by what; those of `set` as `set.window`. */
export function heldBy({ flags, environment }: ConfigLayers): Record<string, 'flag' | 'environment'> {
  const named = (layer: PartialConfig, by: 'flag' | 'environment') =>
    Object.entries(layer).flatMap(([key, value]) =>
      key === 'set' && typeof value === 'object' && value !== null
        ? Object.keys(value).map((part) => [`set.${part}`, by] as const)
        : [[key, by] as const],
    )
  const held = [...named(environment, 'environment'), ...named(flags, 'flag')]
  return Object.fromEntries(held.filter(([key]) => settingKeys.includes(key.split('.', 1)[0] as ConfigKey)))
}
