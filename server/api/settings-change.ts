import { messageOf } from '../../chat/index.ts'
import { generalSettings, readConfig, type Config, type ConfigKey, type PartialConfig } from '../config.ts'
import type { Done } from '../controls/done.ts'
import { gameOf } from '../games.ts'
import type { Act } from '../journal/act.ts'
import { planSaved } from '../plan-saved.ts'
import { heldBy, readSaved, settingKeys, settingsKey, type StartedBy } from '../saved-settings.ts'
import { settingFields } from '../settings-fields.ts'
import type { RunningShow } from '../show.ts'
import type { ApiParts } from './api.ts'

/** What changing settings came to. */
export interface ChangedSettings {
  readonly before: PartialConfig
  readonly after: PartialConfig
  /** Why something could not be put in force at once; it comes with the next start. */
  readonly problems: readonly string[]
}

export async function savedNow({ store }: Pick<ApiParts, 'store'>): Promise<PartialConfig> {
  return readSaved(await store.settings.get(settingsKey))
}

/**
 * Changes some of what is set on the panel, and puts in force at once what can be; `undefined` leaves a setting to flags and files.
 *
 * @throws ServerError `bad-config`, and then nothing has changed: the next start would not take these settings
 */
export async function changeSettings(
  parts: Pick<ApiParts, 'store' | 'show' | 'stage' | 'start'>,
  fields: PartialConfig,
  who: string,
): Promise<ChangedSettings> {
  const { plan } = parts.show()
  const started = startOf(parts)
  const known = { ...gameOf(plan), wish: plan.config.game }
  await planSaved(changed(await savedNow(parts), fields), started, plan.twitch, known)
  // Somebody else may have set something meanwhile.
  const before = readSaved(await parts.store.settings.change(settingsKey, fields, who, Date.now()))
  const after = changed(before, fields)
  return { before, after, problems: putInForce(parts, configWith(started, before), configWith(started, after)) }
}

const changed = (values: PartialConfig, fields: PartialConfig): PartialConfig =>
  Object.fromEntries(Object.entries({ ...values, ...fields }).filter(([, value]) => value !== undefined))

/** Lists that were set in the show itself outlast it, too. */
export async function keepLists({ store, say }: Pick<ApiParts, 'store' | 'say'>, act: Act, who: string): Promise<void> {
  if (act.act !== 'filter') return
  const { act: _act, ...lists } = act
  await store.settings.change(settingsKey, lists, who, Date.now()).catch((error: unknown) => {
    say.warn(`lists of the filter last only until the show ends: ${messageOf(error)}`)
  })
}

/** What the show was started by, as far as it is known. */
function startOf({ show, start }: Pick<ApiParts, 'show' | 'start'>): StartedBy {
  if (start !== null) return start
  const { game, data } = show().plan.config
  const file = { game, data }
  return { flags: {}, environment: {}, file, config: readConfig([file]) }
}

/** What a start with these settings would run by. */
function configWith({ flags, environment, file, config }: StartedBy, values: PartialConfig): Config {
  try {
    return readConfig([flags, environment, values, file])
  } catch {
    // What an older program took would be left out.
    return config
  }
}

const isOther = (one: unknown, two: unknown) => JSON.stringify(one) !== JSON.stringify(two)

function putInForce({ stage, show }: Pick<ApiParts, 'stage' | 'show'>, was: Config, next: Config): string[] {
  const results: Done[] = []
  const lists = (['blocked', 'ignore'] as const).filter((key) => isOther(was[key], next[key]))
  if (lists.length > 0) results.push(stage().setFilter(Object.fromEntries(lists.map((key) => [key, next[key]]))))
  if (generalSettings.some((key) => isOther(was.set[key], next.set[key])))
    results.push(setMode({ stage, show }, was, next))
  return results.flatMap((result) => (result.isDone ? [] : [result.sentence]))
}

function setMode({ stage, show }: Pick<ApiParts, 'stage' | 'show'>, was: Config, { set }: Config): Done {
  const usual = show().plan.game.input.mode
  // A mode that was chosen in the show itself stays, unless another one is set here.
  const mode = isOther(was.set.input, set.input) ? (set.input ?? usual) : stage().control.input.mode
  return stage().setMode(mode, {
    ...(set.window === undefined ? {} : { seconds: set.window }),
    ...(set.quorum === undefined ? {} : { quorum: { least: 1, share: set.quorum / 100 } }),
    ...(set.grace === undefined ? {} : { graceSeconds: set.grace }),
    ...(set.early === undefined ? {} : { earlyClose: set.early }),
  })
}

/** The settings as forms have them. */
export function describeSettings(parts: Pick<ApiParts, 'show' | 'start'>, saved: PartialConfig) {
  const now = parts.show().plan.config
  const started = startOf(parts)
  const next = configWith(started, saved)
  const live = new Set(settingFields.filter(({ isLive }) => isLive).map(({ key }) => key))
  const needsRestart = settingKeys.filter((key) => {
    // How the crowd plays is live, and settings of the game itself aren’t.
    if (key === 'set') return isOther(ownSettings(next), ownSettings(started.config))
    return !live.has(key) && isOther(next[key], started.config[key]) && isOther(next[key], now[key])
  })
  return {
    ...{ fields: settingFields, saved, needsRestart, heldBy: heldBy(started) },
    ...{ now: settingsOf(now), usual: settingsOf(configWith(started, {})) },
    defaults: { 'set.early': earlyOf(parts.show().plan) },
  }
}

const settingsOf = (config: Config) => Object.fromEntries(settingKeys.map((key: ConfigKey) => [key, config[key]]))

/** A mode of one person after another has no window; another mode would have the usual one. */
const earlyOf = ({ game: { input } }: RunningShow['plan']) => !('window' in input) || input.window.earlyClose

const ownSettings = ({ set }: Config) => Object.entries(set).filter(([key]) => !generalSettings.includes(key))
