import { rungs, type Rung } from './rungs.ts'

export const platforms = ['twitch', 'youtube', 'kick', 'x'] as const
export type Platform = (typeof platforms)[number]

/** H.264's profiles that come into question: Main plays everywhere, High needs fewer bits. */
export type Profile = 'main' | 'high'

/** What a platform takes at most, as it publishes it. */
export interface PlatformCaps {
  readonly title: string
  /** Video at each size and frame rate, kbit/s. */
  readonly videoKbps: Readonly<Record<Rung, number>>
  readonly audioKbps: number
  /** Longest time from one keyframe to the next. */
  readonly keyframeSeconds: number
  readonly fps: number
  readonly profiles: readonly Profile[]
  /** Where it says so. */
  readonly source: string
}

/** One cap for every size. */
const everywhere = (kbps: number) => Object.fromEntries(rungs.map((rung) => [rung, kbps])) as Record<Rung, number>

/**
 * What the platforms publish.
 *
 * - Twitch: help.twitch.tv, “Broadcasting Guidelines” (6,000 kbit/s, a keyframe every 2 s, 1080p60), and twitch.tv/creatorcamp,
 *   “Broadcast Recommendations” (profile Main or Baseline, AAC of at most 320 kbit/s).
 * - YouTube: support.google.com/youtube/answer/2853702, “Choose live encoder settings, bitrates and resolutions”: in each row the larger
 *   one of its maximum and of its figure for H.264; AAC of 128 kbit/s in stereo; a keyframe every 2 s and never after more than 4.
 * - Kick: 8,000 kbit/s at a constant rate, 1080p60, a keyframe every 2 s, as its help (help.kick.com) is quoted everywhere. It takes
 *   streams in by Amazon IVS, so profile and sound are as in that service's “Streaming Configuration” (docs.aws.amazon.com/ivs).
 * - X: Media Studio's recommended stream specifications (help.x.com) as OBS has them in its list of services
 *   (plugins/rtmp-services/data/services.json): 12,000 kbit/s, AAC of 128 kbit/s, 60 fps, a keyframe every 3 s.
 */
export const platformCaps: Readonly<Record<Platform, PlatformCaps>> = {
  twitch: {
    title: 'Twitch',
    videoKbps: everywhere(6000),
    audioKbps: 320,
    keyframeSeconds: 2,
    fps: 60,
    profiles: ['main'],
    source: 'help.twitch.tv, Broadcasting Guidelines',
  },
  youtube: {
    title: 'YouTube',
    videoKbps: { '480p30': 8000, '720p30': 8000, '720p60': 8000, '1080p30': 10_000, '1080p60': 12_000 },
    audioKbps: 128,
    keyframeSeconds: 4,
    fps: 60,
    profiles: ['main', 'high'],
    source: 'support.google.com/youtube/answer/2853702',
  },
  kick: {
    title: 'Kick',
    videoKbps: everywhere(8000),
    audioKbps: 160,
    keyframeSeconds: 2,
    fps: 60,
    profiles: ['main'],
    source: 'help.kick.com; docs.aws.amazon.com/ivs, Streaming Configuration',
  },
  x: {
    title: 'X',
    videoKbps: everywhere(12_000),
    audioKbps: 128,
    keyframeSeconds: 3,
    fps: 60,
    profiles: ['main', 'high'],
    source: 'help.x.com, by OBS’s list of services',
  },
}
