/** Everything that may be allowed, each with what it is for. The table of the docs has the same rows. */
export const allRights = [
  'numbers.read',
  'chat.read',
  'log.read',
  'chat.moderate',
  'votes.run',
  'show.panic',
  'show.direct',
  'stream.run',
  'stream.outputs',
  'media.manage',
  'settings.write',
  'webhooks.manage',
  'tokens.own',
  'accounts.manage',
] as const

export type Right = (typeof allRights)[number]

/** What people alone may do, so no token has it. */
export const personalRights: readonly Right[] = ['tokens.own', 'accounts.manage']

const viewer = ['numbers.read', 'chat.read'] as const
const moderator = [...viewer, 'log.read', 'chat.moderate', 'votes.run', 'show.panic', 'tokens.own'] as const
const operator = [
  ...viewer,
  ...['log.read', 'show.panic', 'stream.run', 'stream.outputs', 'media.manage', 'tokens.own'],
] as const
const lead = [
  ...moderator,
  ...['show.direct', 'stream.run', 'stream.outputs', 'media.manage', 'settings.write', 'accounts.manage'],
] as const

/** What each role may do. */
export const rights = {
  owner: allRights,
  lead: lead as readonly Right[],
  moderator: moderator as readonly Right[],
  operator: operator as readonly Right[],
  viewer: viewer as readonly Right[],
} satisfies Record<string, readonly Right[]>

export type Role = keyof typeof rights

/** From the one who may do most to the one who may do least. */
export const roles = Object.keys(rights) as Role[]

export function isRole(text: string): text is Role {
  return Object.hasOwn(rights, text)
}

export function isRight(text: string): text is Right {
  return allRights.some((right) => right === text)
}

/**
 * Whether somebody of a role may give, change and take away another one: only what allows less than their own. Owners may make owners,
 * since somebody must.
 */
export function mayManage(role: Role, other: Role): boolean {
  if (role === 'owner') return true
  const own = new Set<Right>(rights[role])
  return own.has('accounts.manage') && rights[other].every((right) => own.has(right)) && rights[other].length < own.size
}
