import { isIP, type LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { createResolving } from './resolving.ts'

/** The part of IPv6 that addresses are given out of (RFC 4291, 2.4, and the registry of IANA): what is outside is nobody's on the internet. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3')

/** Whether an address may be called: only those of the open internet, none of this machine, its networks or a cloud's own services. */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  if (parsed instanceof ipaddr.IPv6 && !parsed.match(globalUnicast)) return false
  return parsed.range() === 'unicast'
}

export class ForbiddenAddress extends Error {
  constructor(host: string) {
    super(`${host} leads to an address that is not on the open internet, and is not called`)
  }
}

const resolving = createResolving()

/**
 * Resolves a name, and gives the connection only addresses that were checked: a name that leads elsewhere a moment later is not asked
 * again. All of a name’s addresses must be allowed, or it is a way in for whoever owns the name.
 */
export function checkedLookup(isAllowed: (address: string) => boolean): LookupFunction {
  return (hostname, options, done) => {
    resolving.ask(hostname, options, (error, addresses) => {
      if (error !== null) return done(error, [], 0)
      const [first] = addresses
      if (first === undefined || !addresses.every(({ address }) => isAllowed(address)))
        return done(new ForbiddenAddress(hostname), [], 0)
      if (options.all === true) done(null, addresses)
      else done(null, first.address, first.family)
    })
  }
}

/** What is wrong with a webhook's address, as a sentence; null where it may be tried. A name is checked when it is called. */
export function addressProblem(text: string, isAllowed: (address: string) => boolean = isPublic): string | null {
  if (!URL.canParse(text)) return 'it must be an address such as https://example.com/hook'
  const { protocol, hostname, username, password } = new URL(text)
  if (protocol !== 'https:' && protocol !== 'http:') return 'it must begin with https:// or http://'
  if (username !== '' || password !== '')
    return 'it must not hold a name or a password: what it says is shown in the panel'
  const host = hostname.replace(/^\[|\]$/g, '')
  // Whatever such a name leads to, it is no place of the internet.
  if (isIP(host) === 0 && /(^|\.)(localhost|local|internal|lan|home\.arpa)\.?$/i.test(host) && isAllowed === isPublic)
    return `${host} is a name of this machine or its network, and not on the open internet`
  if (isIP(host) !== 0 && !isAllowed(host)) return `${host} is not an address of the open internet`
  return null
}
