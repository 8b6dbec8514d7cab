import path from 'node:path'
import { words } from '../presets.ts'
import type { FileContainer, FileTarget, HlsTarget, Target } from '../target.ts'
import { nextSegment, segmentTemplate } from './segments.ts'

/** What a muxer makes of packets; a key is no part of it. */
export type MuxerTarget = Exclude<Target, { readonly kind: 'rtmp' | 'rtmp-listen' | 'preview' | 'null' }>

/**
 * ffmpeg's arguments from Matroska with packets to the target's format, which are handed on as they are. A secret is in none of
 * them: it is read from descriptor 3.
 *
 * @param resumed whether the packets come from the midst of a show; a file begins with time 0 all the same
 */
export function muxerArgs(target: MuxerTarget, resumed: boolean): string[] {
  return [
    ...words('-hide_banner -nostdin -loglevel level+error -nostats -progress pipe:1 -stats_period 0.5'),
    ...words('-probesize 32 -analyzeduration 0 -f matroska -i pipe:0 -map 0:v -map 0:a -c copy'),
    ...formatArgs(target, resumed),
  ]
}

function formatArgs(target: MuxerTarget, resumed: boolean): string[] {
  switch (target.kind) {
    case 'hls':
      return [...hlsArgs(target, resumed), path.join(target.directory, playlistName)]
    case 'file':
      return target.segment === null
        ? [
            ...fileArgs[target.container],
            ...(resumed ? words('-avoid_negative_ts make_zero') : []),
            '-y',
            `file:${target.url}`,
          ]
        : segmentArgs(target, target.segment)
    case 'srt':
      return [...datagramArgs, ...(secretOf(target) === null ? [] : words('-fpre /dev/fd/3')), target.address]
    case 'udp':
      return [...datagramArgs, target.address]
  }
}

/** What the muxer must know and nobody may see, as lines of an ffmpeg preset; null where there is nothing. */
export function secretOf(target: MuxerTarget): string | null {
  if (target.kind !== 'srt') return null
  const { streamid, passphrase } = target
  const lines = Object.entries({ streamid, passphrase }).flatMap(([name, value]) =>
    value === null ? [] : [`${name}=${value}\n`],
  )
  return lines.length === 0 ? null : lines.join('')
}

/** Each packet leaves at once, and not only when a datagram is full. */
const datagramArgs = words('-f mpegts -flush_packets 1')

/** Fragments make an MP4 that plays even when it was cut off. */
const fragments = 'frag_keyframe+empty_moov+default_base_moof'

const fileArgs: Readonly<Record<FileContainer, readonly string[]>> = {
  mkv: words('-f matroska'),
  mp4: words(`-f mp4 -movflags ${fragments}`),
  flv: words('-f flv'),
  ts: words('-f mpegts'),
}

const formatNames: Readonly<Record<FileContainer, string>> = { mkv: 'matroska', mp4: 'mp4', flv: 'flv', ts: 'mpegts' }

/** Each file begins with a keyframe and with time 0, so that it plays by itself. */
function segmentArgs(target: FileTarget, seconds: number): string[] {
  return [
    ...words(
      `-f segment -segment_format ${formatNames[target.container]} -segment_time ${seconds} -reset_timestamps 1`,
    ),
    ...(target.container === 'mp4' ? words(`-segment_format_options movflags=${fragments}`) : []),
    ...words(`-segment_start_number ${nextSegment(target)}`),
    `file:${segmentTemplate(target)}`,
  ]
}

export const playlistName = 'index.m3u8'
export const segmentPattern = /^segment-[0-9]+\.ts(\.tmp)?$/

/** The program works in the directory: in a path a percent sign would have a meaning, and ffmpeg knows no way to write one. */
function hlsArgs({ segment, list, base }: HlsTarget, resumed: boolean): string[] {
  const flags = ['delete_segments', 'independent_segments', 'program_date_time', 'temp_file']
  if (resumed) flags.push('append_list', 'discont_start')
  return [
    ...words(`-f hls -hls_time ${segment} -hls_list_size ${list} -hls_delete_threshold 6`),
    ...(base === '' ? [] : ['-hls_base_url', base]),
    ...['-hls_flags', flags.join('+'), '-hls_segment_filename', 'segment-%06d.ts'],
  ]
}
