/** Where an address of this host leads from elsewhere; null where it leads here. */
export function placeOfPage(hostname: string): string | null {
  if (/^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)) return 'on this machine alone'
  if (/^(10(\.\d+){3}|192\.168(\.\d+){2}|172\.(1[6-9]|2\d|3[01])(\.\d+){2}|.*\.local)$/.test(hostname))
    return 'within your own network alone'
  return null
}
