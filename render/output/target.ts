import path from 'node:path'
import { RenderError } from '../error.ts'

/** Where an output goes. `url` never holds the key: it is what logs, the API and the terminal show. */
export type Target =
  | RtmpTarget
  | { readonly kind: 'file'; readonly id: string; readonly url: string; readonly container: FileContainer }
  | { readonly kind: 'hls'; readonly id: string; readonly url: string; readonly directory: string }
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

export const fileContainers = ['mkv', 'mp4', 'flv', 'ts'] as const
export type FileContainer = (typeof fileContainers)[number]

const choices = 'rtmp://HOST/APP/KEY, rtmps://…, a file (.mkv .mp4 .flv .ts), hls:DIRECTORY or null:'

/**
 * Reads an output URL.
 *
 * @param defaultKey the stream key for an RTMP URL that names only its application (`rtmp://host/app`)
 * @throws RenderError `bad-output`, whose message never repeats what could be a key
 */
export function parseTarget(text: string, defaultKey: string | null = null): Target {
  if (text === 'null:') return { kind: 'null', id: 'null', url: 'null:' }
  if (text.startsWith('hls:')) return hlsTarget(text)
  if (/^rtmps?:/i.test(text)) return rtmpTarget(text, defaultKey)
  const container = path.extname(text).slice(1).toLowerCase()
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1]
  if (scheme === undefined && isContainer(container))
    return { kind: 'file', id: path.basename(text), url: path.resolve(text), container }
  const what = scheme === undefined ? JSON.stringify(text) : `${scheme}:`
  throw new RenderError('bad-output', `output ${what} is not one that can be written; use ${choices}`)
}

function isContainer(text: string): text is FileContainer {
  return (fileContainers as readonly string[]).includes(text)
}

function hlsTarget(text: string): Target {
  const directory = text.slice('hls:'.length)
  if (directory === '') throw new RenderError('bad-output', 'output hls: names no directory; use hls:DIRECTORY')
  return { kind: 'hls', id: 'hls', url: text, directory: path.resolve(directory) }
}

/** The key is the last part of the path, as OBS and ffmpeg write it: `rtmp://host[:port]/app[/instance]/key[?query]`. */
function rtmpTarget(text: string, defaultKey: string | null): Target {
  // The path is read as it was typed: a URL parser would encode, drop or resolve what a key may hold (`{`, `#`, `..`).
  const [, pathname = '', query = ''] = /^rtmps?:\/\/[^/?#]+\/([^?]*)(\?.*)?$/i.exec(text) ?? []
  const url = URL.canParse(text) ? new URL(text) : null
  const parts = pathname.split('/').filter((part) => part !== '')
  if (!url || url.hostname === '' || parts.length === 0)
    throw new RenderError('bad-output', `an rtmp output must look like rtmp://HOST/APP/KEY or rtmp://HOST/APP`)
  const own = parts.length > 1 ? `${parts.pop()}${query}` : null
  const key = own ?? defaultKey
  if (key === null)
    throw new RenderError(
      'bad-output',
      `output ${url.protocol}//${url.host}/… has no stream key; put it in TWITCH_STREAM_KEY_FILE, or after the application (…/APP/KEY)`,
    )
  if (!/^[\x21-\x7e]+$/.test(key))
    throw new RenderError('bad-output', 'the stream key has a space or a character that no key has')
  const isSecure = url.protocol === 'rtmps:'
  const app = parts.join('/')
  const port = url.port === '' ? (isSecure ? 443 : 1935) : Number(url.port)
  // An address of IPv6 stands in brackets.
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  return { kind: 'rtmp', id: url.hostname, url: `${url.protocol}//${url.host}/${app}`, key, host, port, app, isSecure }
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
