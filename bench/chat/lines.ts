import { createRandom } from '../../game/index.ts'
import { badgesOf, nameOf } from '../../chat/sources/crowd-names.ts'
import { createTalk } from '../../chat/sources/crowd-talk.ts'
import { rules } from '../../game/bundled/colour-tone/rules.ts'

/**
 * Lines as Twitch sends them, with all tags of a message (https://dev.twitch.tv/docs/chat/irc/#privmsg-tags), said by a
 * simulated crowd that plays Colour & Tone: 350 to 450 bytes each.
 */
export function chatLines(count: number, seed: number, channel = 'bench'): string[] {
  const random = createRandom(seed, 'bench lines')
  const talk = createTalk(rules, random)
  return Array.from({ length: count }, (_, index) => {
    const viewer = random.integer(10_000)
    // A line can't hold what would end it.
    const text = talk(index, 'player').replaceAll(/[\r\n\0]/g, ' ')
    return lineOf({ index, viewer, text, channel, seed })
  })
}

function lineOf({
  index,
  viewer,
  text,
  channel,
  seed,
}: {
  index: number
  viewer: number
  text: string
  channel: string
  seed: number
}): string {
  const name = nameOf(viewer)
  const badges = badgesOf(viewer)
  const tags = [
    `badge-info=${badges.includes('subscriber') ? 'subscriber/14' : ''}`,
    `badges=${badges.map((badge) => `${badge}/${badge === 'subscriber' ? 12 : 1}`).join(',')}`,
    `client-nonce=${(index * 2_654_435_761).toString(16).padStart(32, '0')}`,
    'color=#1E90FF',
    `display-name=${name}`,
    'emotes=',
    'first-msg=0',
    'flags=',
    `id=${uuid(seed, index)}`,
    `mod=${badges.includes('moderator') ? 1 : 0}`,
    'returning-chatter=0',
    'room-id=12345678',
    `subscriber=${badges.includes('subscriber') ? 1 : 0}`,
    `tmi-sent-ts=${1_700_000_000_000 + index}`,
    'turbo=0',
    `user-id=${100_000_000 + viewer}`,
    'user-type=',
  ]
  const login = name.toLowerCase()
  return `@${tags.join(';')} :${login}!${login}@${login}.tmi.twitch.tv PRIVMSG #${channel} :${text}`
}

function uuid(seed: number, index: number): string {
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0').slice(-digits)
  return `${hex(seed, 8)}-${hex(index >>> 16, 4)}-4${hex(index >>> 4, 3)}-8${hex(index, 3)}-${hex(index, 12)}`
}
