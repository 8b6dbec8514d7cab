import path from 'node:path'
import {
  checkFits,
  checkPreset,
  formatSize,
  groupPictures,
  maxPictures,
  parsePreset,
  parseSize,
  parseTarget,
  placeOf,
  presetFormat,
  sayDouble,
  splitSize,
  withUniqueIds,
  type OutputSpec,
  type PictureFormat,
  type PictureSpec,
  type PresetName,
  type Size,
  type Target,
} from '../render/index.ts'
import { withBandwidthTest } from './bandwidth-test.ts'
import type { Config } from './config.ts'
import type { TwitchSettings } from './environment.ts'
import { ServerError } from './error.ts'

/** An output as it is configured: null where it has what the show has. */
interface Wish {
  readonly target: Target
  readonly size: Size | null
  readonly preset: PresetName | null
}

/** An output as it is checked through: the size of its picture, where it goes and how it is encoded. */
export interface PlannedOutput extends OutputSpec {
  readonly size: Size
}

type Configured = NonNullable<Config['output']>[number]

/** The output that goes to Twitch’s nearest ingest, with the stream key of the environment. */
export const twitchOutput = 'twitch:'

/**
 * The pictures that the outputs ask for, each with its outputs.
 * @param format the show's own size, for outputs that have none, and the rates of all
 * @throws ServerError or RenderError: one sentence that names the value and the valid choices, and never a key
 */
export function planPictures(config: Config, twitch: TwitchSettings, format: PictureFormat): PictureSpec[] {
  const preset = parsePreset(config.preset)
  const wishes = readWishes(config, twitch)
  const named = withUniqueIds(wishes.map(({ target }) => target))
  const targets = config.bandwidthTest ? withBandwidthTest(named) : named
  const outputs = wishes.map((wish, index) => planned({ ...wish, target: targets[index] as Target }, preset, format))
  refuseDoubles(targets)
  const pictures = groupPictures(outputs, { fps: format.fps, sampleRate: format.sampleRate })
  if (pictures.length > maxPictures)
    throw new ServerError(
      'bad-config',
      `the outputs have ${pictures.length} sizes, and a show has at most ${maxPictures} pictures; outputs of equal size share one`,
    )
  return pictures
}

/**
 * An output that is to join a running show.
 * @param there the outputs that it has; the new one's id is none of theirs
 * @throws as `planPictures`
 */
export function planOutput(output: Configured, { preset, format, twitch, there }: OutputPlace): PlannedOutput {
  const wish = readOutput(output, twitch)
  const target = withUniqueIds([...there, wish.target]).at(-1) as Target
  refuseDoubles([...there, target])
  return planned({ ...wish, target }, parsePreset(preset), format)
}

/** An output that was there before, and joins again among those that are there now. Its place has to be free: see `isTaken`. */
export function planAgain<Output extends OutputSpec>(output: Output, there: readonly Target[]): Output {
  return { ...output, target: withUniqueIds([...there, output.target]).at(-1) as Target }
}

/** Whether one of those that are there has the place of a target, be it a file, a port or a stream. */
export function isTaken(target: Target, there: readonly Target[]): boolean {
  const place = placeOf(target)
  return place !== null && there.some((other) => placeOf(other) === place)
}

/** An output with what is wished for; where no other URL is, its target stays as it is. */
export function changeOutput(
  output: PlannedOutput,
  { url, size, preset }: Partial<Exclude<Configured, string>>,
  plan: (wish: Configured) => PlannedOutput,
): PlannedOutput {
  const rest = { size: size ?? formatSize(output.size), preset: preset ?? output.preset }
  if (url !== undefined) return plan({ url: splitSize(url).url, ...rest })
  // Checked with an address that fits any preset of a live target; the true one was checked when it came.
  const { size: nextSize, preset: nextPreset } = plan({ url: 'null:', ...rest })
  return { target: output.target, size: nextSize, preset: nextPreset }
}

export interface OutputPlace {
  readonly preset: string
  readonly format: PictureFormat
  readonly twitch: TwitchSettings
  readonly there: readonly Target[]
}

function planned({ target, size, preset }: Wish, usual: PresetName, format: PictureFormat): PlannedOutput {
  const output = {
    target,
    size: size ?? sizeOf(preset) ?? { width: format.width, height: format.height },
    preset: preset ?? usual,
  }
  checkPreset(output.preset, target)
  checkFits(output.preset, { size: output.size, fps: format.fps })
  return output
}

/** Whether the show goes to the ingest that Twitch’s list would name. */
export function goesToTwitch({ output }: Pick<Config, 'output'>, { streamKey }: TwitchSettings): boolean {
  if (streamKey === null) return false
  return output?.some((each) => isTwitch(typeof each === 'string' ? splitSize(each).url : each.url)) ?? true
}

const isTwitch = (url: string) => url === twitchOutput

/** An output's own preset brings its own size. */
function sizeOf(preset: PresetName | null): Size | null {
  return preset === null ? null : (presetFormat(preset)?.size ?? null)
}

/** With a stream key the show goes to Twitch; without one it stays on this machine, as a rolling HLS broadcast. */
function readWishes({ output, data }: Config, twitch: TwitchSettings): Wish[] {
  if (output) return output.map((each) => readOutput(each, twitch))
  const url = twitch.streamKey === null ? `hls:${path.join(data, 'hls')}` : twitchOutput
  return [{ target: readTarget(url, twitch), size: null, preset: null }]
}

/** In a map the URL is taken as it is, so a key or a directory may end in what looks like our parameter. */
function readOutput(output: Configured, twitch: TwitchSettings): Wish {
  if (typeof output === 'string') {
    const { url, size } = splitSize(output)
    return { target: readTarget(url, twitch), size, preset: null }
  }
  const { url, size, preset } = output
  const target = readTarget(url, twitch)
  return {
    target,
    size: size === undefined ? null : parseSize(size, `output ${target.id}`),
    preset: preset === undefined ? null : parsePreset(preset),
  }
}

function readTarget(url: string, { streamKey, ingestUrl }: TwitchSettings): Target {
  if (!isTwitch(url)) return parseTarget(url, streamKey)
  if (streamKey === null)
    throw new ServerError(
      'bad-config',
      'output twitch: has no stream key; put it in a file and its name in TWITCH_STREAM_KEY_FILE',
    )
  return { ...parseTarget(ingestOf(ingestUrl, streamKey)), id: 'twitch' }
}

/** Twitch lists its ingests as templates, `rtmp://host/app/{stream_key}`; what is given may also end at the application. */
function ingestOf(url: string, key: string): string {
  return url.includes('{stream_key}') ? url.replace('{stream_key}', () => key) : `${url.replace(/\/$/, '')}/${key}`
}

/** Two encoders on one file or one stream would spoil it for both. Two keys at one server are two streams. */
function refuseDoubles(targets: readonly Target[]): void {
  const taken = new Set<string>()
  for (const target of targets) {
    const place = placeOf(target)
    if (place === null) continue
    if (taken.has(place)) throw new ServerError('usage', sayDouble(target))
    taken.add(place)
  }
}
