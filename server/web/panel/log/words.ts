import { duration } from '../when.ts'
import type { Deed } from '../shapes.ts'
import { aRole, fieldOf, modeNames, parted, settingWords } from './terms.ts'
import { noTitles, titleOf, type Titles } from './titles.ts'

/** `after` and `before` have what an action tells of itself. */
type Words = (deed: Deed, target: string) => string

/** What is said of each action, after the name of who did it. */
const said: Readonly<Record<string, Words>> = {
  'person.ban': ({ seconds }, target) => {
    if (seconds === undefined) return `timed out ${target}`
    return seconds === null ? `sent ${target} out for good` : `timed out ${target} for ${duration(seconds)}`
  },
  'person.lift': (_deed, target) => `let ${target} play again`,
  'person.withdraw': (_deed, target) => `took back the ballots of ${target}`,
  'person.forget': (_deed, target) => `took back what ${target} did in the game`,
  'person.note': (_deed, target) => `kept a note about ${target}`,
  'person.note.remove': ({ before }, target) => {
    const text = fieldOf(before, 'text')
    return `took away a note about ${target}${typeof text === 'string' ? `: “${text}”` : ''}`
  },
  'chat.delete': ({ name }) => (name === null ? 'deleted a message' : `deleted a message of ${name}`),
  'chat.filter': (_deed, target) =>
    target === 'ignore' ? 'changed the names that aren’t heard' : 'changed the blocked terms',
  'chat.mute': (_deed, target) => {
    const [source, state] = parted(target)
    const inputs = source === 'all' ? 'all inputs' : `the input ${source}`
    return state === 'muted' ? `muted ${inputs}` : `let ${inputs} be heard again`
  },
  'show.pause': (_deed, target) => (target === 'paused' ? 'paused the show' : 'let the show go on'),
  'show.panic': () => 'pressed panic',
  'show.panic.end': () => 'ended the panic',
  'show.slate': (_deed, target) => (target === 'the game' ? 'showed the game again' : `put up the slate “${target}”`),
  'show.layer': (_deed, target) => {
    const [layer, state] = parted(target)
    return state === 'shown' ? `showed the layer ${layer}` : `hid the layer ${layer}`
  },
  'show.branding': (_deed, target) => (target === 'shown' ? 'showed the branding image' : 'hid the branding image'),
  'show.status-line': (_deed, target) =>
    target === '' ? 'took the status line away' : `put up the status line “${target}”`,
  'show.announce': (_deed, target) => `announced “${target}”`,
  'show.alert': (_deed, target) => `showed the alert “${target}”`,
  'votes.veto': ({ after }, target) =>
    fieldOf(after, 'isVetoed') === false ? `let ${target} onto the ballot again` : `vetoed ${target}`,
  'votes.extend': (_deed, target) => `extended the vote by ${target}`,
  'votes.close': () => 'closed the vote',
  'votes.skip': () => 'skipped the vote',
  'votes.force': (_deed, target) => `forced “${target}”`,
  'votes.poll': (_deed, target) => `asked the crowd “${target}”`,
  'votes.poll.end': () => 'ended the poll',
  'votes.mode': (_deed, target) => `changed how the crowd plays, to ${modeNames.get(target) ?? target}`,
  'game.switch': (_deed, target) => `switched the game to ${target}`,
  'game.rollback': ({ before, after }, target) => {
    const seconds = fieldOf(after, 'seconds') ?? fieldOf(before, 'seconds')
    return typeof seconds === 'number'
      ? `rolled the game back by ${duration(seconds)}`
      : `rolled the game back to ${target}`
  },
  'stream.output.add': (_deed, target) => `added the output ${target}`,
  'stream.output.change': (_deed, target) => `changed the output ${target}`,
  'stream.output.remove': (_deed, target) => `removed the output ${target}`,
  'stream.output.turn': (_deed, target) => {
    const [output, state] = parted(target)
    return state === 'on' ? `put the output ${output} on the air` : `took the output ${output} off the air`
  },
  'stream.start': () => 'started the stream',
  'stream.stop': () => 'stopped the stream',
  'settings.change': (_deed, target) =>
    target === '' ? 'saved the settings as they were' : `changed the settings ${settingWords(target)}`,
  'media.upload': (_deed, target) => `uploaded ${target}`,
  'media.use': (_deed, target) => `put ${target}`,
  'media.unuse': (_deed, target) => `took away what was ${target}`,
  'media.delete': (_deed, target) => `deleted ${target}`,
  'webhook.add': (_deed, target) => `added the webhook ${target}`,
  'webhook.change': (_deed, target) => `changed the webhook ${target}`,
  'webhook.remove': (_deed, target) => `removed the webhook ${target}`,
  'session.begin': () => 'logged in',
  'session.refused': ({ after }, target) => {
    const failures = fieldOf(after, 'failures')
    const times = typeof failures === 'number' ? ` ${failures} times` : ''
    return `tried${times} to log in as ${target} and was refused`
  },
  'session.revoke': (_deed, target) => (target === 'all others' ? 'ended all their other logins' : 'ended a login'),
  'invitation.make': ({ after }) => `invited ${aRole(after)}`,
  'invitation.withdraw': ({ before }) => `took back the invitation of ${aRole(before)}`,
  'account.make': () => 'came in by an invitation',
  'account.change': ({ after }, target) => {
    if (fieldOf(after, 'isDisabled') === true) return `shut ${target} out`
    if (fieldOf(after, 'isDisabled') === false) return `let ${target} in again`
    return fieldOf(after, 'role') === undefined ? `changed the account ${target}` : `made ${target} ${aRole(after)}`
  },
  'account.remove': (_deed, target) => `removed the account ${target}`,
  'account.link': (_deed, target) => `made a link by which ${target} sets a new password`,
  'account.totp.remove': (_deed, target) => `took the second factor off ${target}`,
  'token.make': (_deed, target) => `made the token ${target}`,
  'token.remove': (_deed, target) => `removed the token ${target}`,
  'password.change': () => 'set a new password',
  'totp.begin': () => 'turned a second factor on',
  'totp.end': () => 'turned the second factor off',
}

const words: ReadonlyMap<string, Words> = new Map(Object.entries(said))

/** Actions that are said in words. */
export const saidActions: readonly string[] = [...words.keys()]

/** What somebody did, as the rest of a sentence that begins with their name. */
export function sayDeed(deed: Deed, titles: Titles = noTitles): string {
  const line = words.get(deed.action)?.(deed, targetOf(deed, titles)) ?? 'did something that this page has no words for'
  return deed.undoes === null ? line : `undid “${line}”`
}

/** An id says nothing to who reads the log. */
function targetOf({ action, name, target }: Deed, titles: Titles): string {
  if (action === 'game.switch') return titleOf(titles, target ?? '')
  return name ?? (action.startsWith('person.') ? 'somebody' : (target ?? ''))
}
