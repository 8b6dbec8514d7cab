import path from 'node:path'
import {
  checkPreset,
  groupPictures,
  maxPictures,
  parsePreset,
  parseSize,
  parseTarget,
  splitSize,
  withUniqueIds,
  type PictureFormat,
  type PictureSpec,
  type PresetName,
  type Size,
  type Target,
} from '../render/index.ts'
import type { Config } from './config.ts'
import type { TwitchSettings } from './environment.ts'
import { ServerError } from './error.ts'

/** An output as it is configured: null where it has what the show has. */
interface Wish {
  readonly target: Target
  readonly size: Size | null
  readonly preset: PresetName | null
}

/**
 * The pictures that the outputs ask for, each with its outputs.
 * @throws ServerError or RenderError: one sentence that names the value and the valid choices, and never a key
 */
export function planPictures(
  config: Config,
  twitch: TwitchSettings,
  rates: Pick<PictureFormat, 'fps' | 'sampleRate'>,
): PictureSpec[] {
  const preset = parsePreset(config.preset)
  const wishes = readWishes(config, twitch)
  const targets = withUniqueIds(wishes.map(({ target }) => target))
  const outputs = wishes.map((wish, index) => ({
    target: targets[index] as Target,
    size: wish.size ?? config.size,
    preset: wish.preset ?? preset,
  }))
  for (const each of outputs) checkPreset(each.preset, each.target)
  refuseDoubles(targets)
  const pictures = groupPictures(outputs, rates)
  if (pictures.length > maxPictures)
    throw new ServerError(
      'bad-config',
      `the outputs have ${pictures.length} sizes, and a show has at most ${maxPictures} pictures; outputs of equal size share one`,
    )
  return pictures
}

/** With a stream key the show goes to Twitch; without one it stays on this machine, as a rolling HLS broadcast. */
function readWishes(config: Config, twitch: TwitchSettings): Wish[] {
  const { output, data } = config
  if (output) return output.map((each) => readOutput(each, twitch.streamKey))
  const url = twitch.streamKey === null ? null : ingestOf(twitch.ingestUrl, twitch.streamKey)
  const target = url === null ? parseTarget(`hls:${path.join(data, 'hls')}`) : { ...parseTarget(url), id: 'twitch' }
  return [{ target, size: null, preset: null }]
}

/** In a map the URL is taken as it is, so a key or a directory may end in what looks like our parameter. */
function readOutput(output: NonNullable<Config['output']>[number], key: string | null): Wish {
  if (typeof output === 'string') {
    const { url, size } = splitSize(output)
    return { target: parseTarget(url, key), size, preset: null }
  }
  const { url, size, preset } = output
  const target = parseTarget(url, key)
  return {
    target,
    size: size === undefined ? null : parseSize(size, `output ${target.id}`),
    preset: preset === undefined ? null : parsePreset(preset),
  }
}

/** Twitch lists its ingests as templates, `rtmp://host/app/{stream_key}`; what is given may also end at the application. */
function ingestOf(url: string, key: string): string {
  return url.includes('{stream_key}') ? url.replace('{stream_key}', key) : `${url.replace(/\/$/, '')}/${key}`
}

/** Two encoders on one file or one stream would spoil it for both. Two keys at one server are two streams. */
function refuseDoubles(targets: readonly Target[]): void {
  const taken = new Set<string>()
  for (const target of targets) {
    if (target.kind === 'null') continue
    const place = target.kind === 'rtmp' ? `${target.url}/${target.key}` : target.url
    if (taken.has(place)) throw new ServerError('usage', `output ${target.url} is given twice`)
    taken.add(place)
  }
}
