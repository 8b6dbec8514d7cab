/** Badges that say who moderates a channel. Its owner does too. */
const moderating: ReadonlySet<string> = new Set(['moderator', 'lead_moderator', 'broadcaster'])

/** By the badges that the platform gives, as a message has them; nobody can type one. */
export function isModerator(badges: readonly string[]): boolean {
  return badges.some((badge) => moderating.has(badge))
}
