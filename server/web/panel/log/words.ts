import { duration } from '../when.ts'
import type { Deed } from '../shapes.ts'

type Words = (deed: Deed, target: string) => string

/** What is said of each action, after the name of who did it. */
const said: Readonly<Record<string, Words>> = {
  'person.ban': ({ seconds }, target) =>
    seconds === null ? `sent ${target} out for good` : `timed out ${target} for ${duration(seconds ?? 0)}`,
  'person.lift': (_deed, target) => `let ${target} play again`,
  'person.withdraw': (_deed, target) => `took back the ballots of ${target}`,
  'person.forget': (_deed, target) => `took back what ${target} did in the game`,
  'person.note': (_deed, target) => `kept a note about ${target}`,
  'person.note.remove': (_deed, target) => `took away a note about ${target}`,
  'chat.delete': () => 'deleted a message',
  'chat.filter': () => 'changed the blocked terms',
  'chat.mute': (_deed, target) => `switched inputs: ${target}`,
  'show.pause': (_deed, target) => (target === 'paused' ? 'paused the show' : 'let the show go on'),
  'show.panic': () => 'pressed panic',
  'show.panic.end': () => 'ended the panic',
  'show.slate': (_deed, target) => (target === 'the game' ? 'showed the game again' : `put up the slate “${target}”`),
  'show.layer': (_deed, target) => `switched a layer: ${target}`,
  'show.branding': (_deed, target) => `switched the branding image: ${target}`,
  'show.announce': (_deed, target) => `announced “${target}”`,
  'show.alert': (_deed, target) => `showed the alert “${target}”`,
  'votes.veto': (_deed, target) => `vetoed ${target}`,
  'votes.extend': (_deed, target) => `extended the vote by ${target}`,
  'votes.close': () => 'closed the vote',
  'votes.skip': () => 'skipped the vote',
  'votes.force': (_deed, target) => `forced ${target}`,
  'votes.poll': (_deed, target) => `asked the crowd “${target}”`,
  'votes.poll.end': () => 'ended the poll',
  'votes.mode': (_deed, target) => `changed how the crowd plays: ${target}`,
  'game.switch': (_deed, target) => `switched the game to ${target}`,
  'game.rollback': (_deed, target) => `rolled the game back to ${target}`,
  'stream.output.add': (_deed, target) => `added the output ${target}`,
  'stream.output.change': (_deed, target) => `changed the output ${target}`,
  'stream.output.remove': (_deed, target) => `removed the output ${target}`,
  'stream.output.turn': (_deed, target) => `turned the output ${target}`,
  'stream.start': () => 'started the stream',
  'stream.stop': () => 'stopped the stream',
  'settings.change': (_deed, target) => `changed settings: ${target}`,
  'media.upload': (_deed, target) => `uploaded ${target}`,
  'media.use': (_deed, target) => `put ${target}`,
  'media.unuse': (_deed, target) => `took away what was ${target}`,
  'media.delete': (_deed, target) => `deleted ${target}`,
  'webhook.add': (_deed, target) => `added the webhook ${target}`,
  'webhook.change': (_deed, target) => `changed the webhook ${target}`,
  'webhook.remove': (_deed, target) => `removed the webhook ${target}`,
  'session.begin': () => 'logged in',
  'session.refused': () => 'was refused at the door',
  'session.revoke': () => 'ended a login',
  'invitation.make': (_deed, target) => `made an invitation: ${target}`,
  'invitation.withdraw': () => 'withdrew an invitation',
  'account.change': (_deed, target) => `changed the account ${target}`,
  'account.remove': (_deed, target) => `removed the account ${target}`,
  'account.link': (_deed, target) => `made a link for the account ${target}`,
  'token.make': (_deed, target) => `made the token ${target}`,
  'token.remove': (_deed, target) => `removed the token ${target}`,
  'password.change': () => 'changed the password',
  'totp.begin': () => 'turned a second factor on',
  'totp.end': () => 'turned the second factor off',
}

const words: ReadonlyMap<string, Words> = new Map(Object.entries(said))

/** What somebody did, as the rest of a sentence that begins with their name. */
export function sayDeed(deed: Deed): string {
  const target = deed.name ?? deed.target ?? ''
  const line = words.get(deed.action)?.(deed, target) ?? `${deed.action} ${target}`.trim()
  return deed.undoes === null ? line : `undid: ${line}`
}
