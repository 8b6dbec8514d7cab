import { RenderError } from '../../error.ts'
import type { SrtTarget, UdpTarget } from '../target.ts'
import { readOptions, wholeNumber, type OptionRule } from './options.ts'

/** Text that goes to ffmpeg as a line of a file, percent-encoded where a URL needs it. */
function secretText(least: number, most: number): OptionRule<string> {
  return {
    rule: `${least} to ${most} characters, with % and & written as %25 and %26`,
    read(text) {
      const plain = decoded(text)
      if (plain === null || Buffer.byteLength(plain) < least || Buffer.byteLength(plain) > most) return null
      return /\p{Cc}/u.test(plain) ? null : plain
    },
  }
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

const keyLength: OptionRule<number> = {
  rule: '16, 24 or 32',
  read: (text) => [16, 24, 32].find((length) => String(length) === text) ?? null,
}

const callerMode: OptionRule<string> = {
  rule: 'caller: the show calls, and the other end listens',
  read: (text) => (text === 'caller' ? text : null),
}

/** Names, units and bounds are those of ffmpeg (libsrt), and so of OBS: an address works in each of them. */
const srtOptions = {
  streamid: secretText(1, 512),
  passphrase: secretText(10, 79),
  latency: wholeNumber(0, 60_000_000),
  pbkeylen: keyLength,
  maxbw: wholeNumber(0, 1e10),
  connect_timeout: wholeNumber(100, 60_000),
  mode: callerMode,
}

/** `srt://HOST:PORT?streamid=…&passphrase=…`: the secrets are in none of the strings that are shown. */
export function srtTarget(text: string): SrtTarget {
  const { host, url, query } = readAddress(text, 'srt')
  const { streamid, passphrase, mode: _, ...open } = readOptions(query, srtOptions, { name: 'srt:', mayHoldKey: true })
  const named = Object.entries(open).flatMap(([name, value]) => (value === null ? [] : [`${name}=${value}`]))
  const address = named.length === 0 ? url : `${url}?${named.join('&')}`
  return { kind: 'srt', id: host, url, address, streamid, passphrase }
}

const udpOptions = { ttl: wholeNumber(1, 255) }

/** Seven packets of MPEG-TS, the most that fit into one datagram of the usual network. */
const datagramBytes = 1316

/** `udp://HOST:PORT`, where the host may be a multicast group. */
export function udpTarget(text: string): UdpTarget {
  const { host, url, query } = readAddress(text, 'udp')
  const { ttl } = readOptions(query, udpOptions, { name: 'udp:', mayHoldKey: true })
  const address = `${url}?pkt_size=${datagramBytes}${ttl === null ? '' : `&ttl=${ttl}`}`
  return { kind: 'udp', id: host, url, address }
}

/** Host and port of `SCHEME://HOST:PORT?…`. Options begin at the first `?`, and what follows is read as it was typed. */
function readAddress(text: string, scheme: 'srt' | 'udp') {
  const mark = text.indexOf('?')
  const head = mark < 0 ? text : text.slice(0, mark)
  const [, host = '', port = ''] = /^[a-z]+:\/\/([\w.-]+|\[[\da-f:.]+\]):(\d{1,5})\/?$/i.exec(head) ?? []
  if (host === '' || Number(port) < 1 || Number(port) > 65_535 || !URL.canParse(`http://${host}`))
    throw new RenderError(
      'bad-output',
      `output ${scheme}: must look like ${scheme}://HOST:PORT, with a port from 1 to 65535`,
    )
  const query = mark < 0 || mark === text.length - 1 ? null : text.slice(mark + 1)
  return { host: host.replace(/^\[(.*)\]$/, '$1'), url: `${scheme}://${host}:${Number(port)}`, query }
}
