import type { Target } from '../render/index.ts'
import { ServerError } from './error.ts'

/** Twitch takes such a stream in, measures it and shows it to nobody (help.twitch.tv, “Twitch Inspector”). */
const parameter = 'bandwidthtest=true'

/**
 * Marks each stream to Twitch as a test; the others go out as ever.
 * @throws ServerError `bad-config` where no output goes to Twitch: a test that is none would be on air
 */
export function withBandwidthTest(targets: readonly Target[]): Target[] {
  if (!targets.some(isTwitch))
    throw new ServerError('bad-config', 'bandwidthTest is set, and no output goes to Twitch; add --output twitch:')
  return targets.map((target) => (isTwitch(target) ? { ...target, key: marked(target.key) } : target))
}

function isTwitch(target: Target): target is Extract<Target, { kind: 'rtmp' }> {
  if (target.kind !== 'rtmp') return false
  const host = `.${target.host.toLowerCase()}`
  return target.id === 'twitch' || host.endsWith('.twitch.tv') || host.endsWith('.contribute.live-video.net')
}

/** A key may have a query of its own. */
function marked(key: string): string {
  if (/[?&]bandwidthtest=/.test(key)) return key
  return `${key}${key.includes('?') ? '&' : '?'}${parameter}`
}
