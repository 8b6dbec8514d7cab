import { RenderError } from '../error.ts'
import { srtTarget, udpTarget } from './target/datagram.ts'
import { fileTarget, hlsTarget, type FileContainer } from './target/local.ts'
import { rtmpListenTarget, rtmpTarget } from './target/rtmp.ts'

/** Where an output goes. `url` never holds the key: it is what logs, the API and the terminal show. */
export type Target =
  | RtmpTarget
  | RtmpListenTarget
  | SrtTarget
  | UdpTarget
  | FileTarget
  | HlsTarget
  | { readonly kind: 'preview'; readonly id: string; readonly url: string }
  | { readonly kind: 'null'; readonly id: string; readonly url: string }

export interface RtmpTarget {
  readonly kind: 'rtmp'
  readonly id: string
  readonly url: string
  readonly key: string
  readonly host: string
  readonly port: number
  /** What the server calls the place, with its instance: `live`, `live2/x`. */
  readonly app: string
  /** Whether it is `rtmps://`. */
  readonly isSecure: boolean
}

/** A place at which one player at a time is served. */
export interface RtmpListenTarget extends Omit<RtmpTarget, 'kind' | 'isSecure'> {
  readonly kind: 'rtmp-listen'
}

export interface SrtTarget {
  readonly kind: 'srt'
  readonly id: string
  readonly url: string
  /** `url` with the options that are no secret. */
  readonly address: string
  readonly streamid: string | null
  readonly passphrase: string | null
}

export interface UdpTarget {
  readonly kind: 'udp'
  readonly id: string
  readonly url: string
  /** `url` with its options. */
  readonly address: string
}

export interface FileTarget {
  readonly kind: 'file'
  readonly id: string
  /** Its absolute path. */
  readonly url: string
  readonly container: FileContainer
  /** Seconds a file, where the show is written as a row of files; else null. */
  readonly segment: number | null
  /** Bytes that the file, or the row of files, may take; null for no cap. */
  readonly cap: number | null
}

export interface HlsTarget {
  readonly kind: 'hls'
  readonly id: string
  readonly url: string
  readonly directory: string
  /** Seconds a segment. */
  readonly segment: number
  /** Segments in the playlist. */
  readonly list: number
  /** What the playlist puts before each name, ending in `/`; empty where players find segments beside it. */
  readonly base: string
}

export type { FileContainer } from './target/local.ts'

const choices =
  'rtmp://HOST/APP/KEY, rtmps://…, srt://HOST:PORT, udp://HOST:PORT, rtmp-listen://HOST:PORT/APP/KEY, ' +
  'a file (.mkv .mp4 .flv .ts), hls:DIRECTORY, preview: or null:'

/**
 * Reads an output URL.
 *
 * @param defaultKey the stream key for an RTMP URL that names only its application (`rtmp://host/app`)
 * @throws RenderError `bad-output`, whose message never repeats what could be a key
 */
export function parseTarget(text: string, defaultKey: string | null = null): Target {
  if (text === 'null:') return { kind: 'null', id: 'null', url: 'null:' }
  if (text === 'preview:') return { kind: 'preview', id: 'preview', url: 'preview:' }
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1]
  const target = scheme === undefined ? fileTarget(text) : targetOf(scheme.toLowerCase(), text, defaultKey)
  if (target !== null) return target
  const what = scheme === undefined ? JSON.stringify(text) : `${scheme}:`
  throw new RenderError('bad-output', `output ${what} is not one that can be written; use ${choices}`)
}

function targetOf(scheme: string, text: string, defaultKey: string | null): Target | null {
  switch (scheme) {
    case 'rtmp':
    case 'rtmps':
      return rtmpTarget(text, defaultKey)
    case 'rtmp-listen':
      return rtmpListenTarget(text)
    case 'srt':
      return srtTarget(text)
    case 'udp':
      return udpTarget(text)
    case 'hls':
      return text.startsWith('hls:') ? hlsTarget(text) : null
    default:
      return null
  }
}

/** What two outputs can't have in common: a file, a directory, a port, or the stream of one key. Null for what any number can share. */
export function placeOf(target: Target): string | null {
  switch (target.kind) {
    case 'null':
      return null
    case 'rtmp':
      return `${target.url}/${target.key}`
    case 'rtmp-listen':
      return `port ${target.port}`
    case 'srt':
      return `${target.url} ${target.streamid ?? ''}`
    case 'hls':
      return target.directory
    default:
      return target.url
  }
}

/** That another output has the target's place already. */
export function sayDouble(target: Target): string {
  if (target.kind !== 'rtmp-listen') return `output ${target.url} is given twice`
  return `output ${target.url}: another output listens at port ${target.port} already; name another port`
}

/** Gives every target an id of its own: `hls`, `hls-2`. */
export function withUniqueIds(targets: readonly Target[]): Target[] {
  const taken = new Set<string>()
  return targets.map((target) => {
    let id = target.id
    for (let count = 2; taken.has(id); count++) id = `${target.id}-${count}`
    taken.add(id)
    return id === target.id ? target : { ...target, id }
  })
}
