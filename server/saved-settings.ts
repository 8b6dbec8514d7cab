import { z } from 'zod'
import { readConfig, type Config, type ConfigKey, type PartialConfig } from './config.ts'
import { ServerError } from './error.ts'
import type { Log } from './log.ts'
import { settingFields } from './settings-fields.ts'
import type { Store } from './store/store.ts'

/** Where the store keeps what moderators have set. */
export const settingsKey = 'config'

/** What they may set. */
export const settingKeys: readonly ConfigKey[] = [...new Set(settingFields.map(({ key }) => key))]

/** What the store has, as far as it is still known; an older program may have written it. */
export function readSaved(value: unknown): PartialConfig {
  const known = z.record(z.string(), z.unknown()).safeParse(value)
  if (!known.success) return {}
  return Object.fromEntries(Object.entries(known.data).filter(([key]) => settingKeys.includes(key as ConfigKey)))
}

/** The layers that a show is configured by, the strongest first. */
export interface ConfigLayers {
  readonly flags: PartialConfig
  readonly environment: PartialConfig
  readonly file: PartialConfig
}

/**
 * The configuration of a show, with what moderators have set on the panel: weaker than flags and the environment, stronger than the
 * file. What no longer fits is left out with a warning, since a show that doesn’t start can’t be mended on its panel.
 */
export async function readWithSaved(
  { flags, environment, file }: ConfigLayers,
  store: Pick<Store, 'settings'>,
  log: Pick<Log, 'warn'>,
): Promise<Config> {
  const saved = await store.settings.get(settingsKey).then(readSaved, () => ({}))
  try {
    return readConfig([flags, environment, saved, file])
  } catch (error) {
    if (!(error instanceof ServerError)) throw error
    const config = readConfig([flags, environment, file])
    log.warn(`what was set on the panel is left out: ${error.message}`)
    return config
  }
}
