/** The secret behind `#invite=`; null where the page was opened without one. */
export function invitationOf(hash: string): string | null {
  const secret = /^#invite=([\w-]+)$/.exec(hash)?.[1]
  return secret ?? null
}
