import { formatFps, parseFps, parsePreset, presetFormat, type PictureFormat, type PresetName } from '../render/index.ts'
import type { Config } from './config.ts'

const usualSize = { width: 1280, height: 720 }
const usualFps = '30'

/**
 * The show's own size and rates. What is not set is the preset's: its size, and the lowest frame rate of all presets that are named,
 * since a show has one and it must suit them all.
 *
 * @throws RenderError `bad-fps`, `bad-preset`
 */
export function planFormat(config: Config): PictureFormat {
  const preset = parsePreset(config.preset)
  return {
    ...(config.size ?? presetFormat(preset)?.size ?? usualSize),
    fps: parseFps(config.fps ?? fpsOf(presetsOf(config, preset))),
    sampleRate: config.sampleRate,
  }
}

/** The show's preset counts where an output has none of its own, or where there are no outputs to have one. */
function presetsOf({ output }: Config, preset: PresetName): PresetName[] {
  const own =
    output?.flatMap((each) => (typeof each === 'string' || each.preset === undefined ? [] : [each.preset])) ?? []
  const isUsed = output === undefined || own.length < output.length
  return [...own.map(parsePreset), ...(isUsed ? [preset] : [])]
}

function fpsOf(presets: readonly PresetName[]): string {
  const rates = presets.flatMap((preset) => presetFormat(preset)?.fps ?? [])
  const lowest = rates.toSorted((a, b) => a.num / a.den - b.num / b.den)[0]
  return lowest === undefined ? usualFps : formatFps(lowest)
}
