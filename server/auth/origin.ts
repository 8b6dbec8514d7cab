import type { IncomingHttpHeaders } from 'node:http'

/**
 * What the browser says of the page that sent a request: our own, another one, or nothing, as programs do. `Origin` and `Sec-Fetch-Site`
 * can’t be set by a page; where both are there, both have to be ours.
 *
 * @param host that the request was sent to, with its port
 */
export function originOf(headers: IncomingHttpHeaders, host: string): 'own' | 'other' | 'none' {
  const { origin, 'sec-fetch-site': site } = headers
  if (site !== undefined && site !== 'same-origin') return 'other'
  if (origin === undefined) return site === undefined ? 'none' : 'own'
  return URL.canParse(origin) && new URL(origin).host === host.toLowerCase() ? 'own' : 'other'
}

/** Whether the page came over a connection that others can read, on which browsers keep no cookie of ours. */
export function isInsecure({ origin }: IncomingHttpHeaders): boolean {
  if (origin === undefined || !URL.canParse(origin)) return false
  const { protocol, hostname } = new URL(origin)
  return protocol === 'http:' && !/^(localhost|.*\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)
}
