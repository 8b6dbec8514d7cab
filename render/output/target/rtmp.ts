import { RenderError } from '../../error.ts'
import type { RtmpListenTarget, RtmpTarget } from '../target.ts'

const rule = 'an rtmp output must look like rtmp://HOST/APP/KEY or rtmp://HOST/APP'

/** The key is the last part of the path, as OBS and ffmpeg write it: `rtmp://host[:port]/app[/instance]/key[?query]`. */
export function rtmpTarget(text: string, defaultKey: string | null): RtmpTarget {
  const { url, parts, query } = readUrl(text, rule)
  const own = (parts.length > 1 ? parts.pop() : defaultKey) ?? null
  const key = own === null ? null : `${own}${withoutDouble(own, query)}`
  if (key === null)
    throw new RenderError(
      'bad-output',
      `output ${url.protocol}//${url.host}/… has no stream key; put it in TWITCH_STREAM_KEY_FILE, or after the application (…/APP/KEY)`,
    )
  checkKey(key)
  if (/^oauth:/i.test(key))
    throw new RenderError(
      'bad-output',
      'the stream key is a chat token (oauth:…), which is another thing; the key is at dashboard.twitch.tv › Settings › Stream',
    )
  const isSecure = url.protocol === 'rtmps:'
  const app = parts.join('/')
  const port = url.port === '' ? (isSecure ? 443 : 1935) : Number(url.port)
  const host = hostOf(url)
  return { kind: 'rtmp', id: url.hostname, url: `${url.protocol}//${url.host}/${app}`, key, host, port, app, isSecure }
}

/** A query such as `?bandwidthtest=true` belongs to the key, also to one of the environment, which may have a query itself. */
function withoutDouble(key: string, query: string): string {
  return key.includes('?') ? query.replace('?', '&') : query
}

const listenRule =
  'an rtmp-listen output must look like rtmp-listen://HOST:PORT/APP/KEY, where the key is what a player must name'

/** Whoever names application and key is played the show. A key of the environment is for servers, and so is never taken. */
export function rtmpListenTarget(text: string): RtmpListenTarget {
  const { url, parts, query } = readUrl(text, listenRule)
  if (parts.length < 2) throw new RenderError('bad-output', listenRule)
  const key = `${parts.pop()}${query}`
  checkKey(key)
  const app = parts.join('/')
  const port = url.port === '' ? 1935 : Number(url.port)
  const shown = `${url.protocol}//${url.host}/${app}`
  return { kind: 'rtmp-listen', id: 'rtmp-listen', url: shown, key, host: hostOf(url), port, app }
}

/** The path is read as it was typed: a URL parser would encode, drop or resolve what a key may hold (`{`, `#`, `..`). */
function readUrl(text: string, rightForm: string) {
  const [, pathname = '', query = ''] = /^rtmp[a-z-]*:\/\/[^/?#]+\/([^?]*)(\?.*)?$/i.exec(text) ?? []
  const url = URL.canParse(text) ? new URL(text) : null
  const parts = pathname.split('/').filter((part) => part !== '')
  if (!url || url.hostname === '' || parts.length === 0) throw new RenderError('bad-output', rightForm)
  return { url, parts, query }
}

function checkKey(key: string): void {
  if (!/^[\x21-\x7e]+$/.test(key))
    throw new RenderError('bad-output', 'the stream key has a space or a character that no key has')
}

/** An address of IPv6 stands in brackets. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1')
}
