import type { TwitchLink } from './twitch-link.ts'
import type { Voice } from './source.ts'

/** Twitch's limit, in characters. */
const maxLine = 500

/** The show's voice in a Twitch channel, on whichever of its links can speak at the moment. */
export function createTwitchVoice(options: {
  readonly links: Iterable<TwitchLink>
  /** Whether the account is the channel's own. */
  readonly isOwn: boolean
}): Voice {
  const speaker = (): TwitchLink | undefined => {
    for (const link of options.links) if (link.canSpeak) return link
    return undefined
  }
  return {
    get isReady() {
      return speaker() !== undefined
    },
    get isModerator() {
      return options.isOwn || speaker()?.isModerator === true
    },
    say(line) {
      checkLine(line)
      speaker()?.say(line)
    },
  }
}

/** The line becomes part of an IRC line, and must be nothing but text in it. */
function checkLine(line: string): void {
  if (line.length > maxLine && Array.from(line).length > maxLine)
    throw new TypeError(`a chat line of ${line.length} characters is over ${maxLine}`)
  if (['\r', '\n', '\0'].some((char) => line.includes(char))) throw new TypeError('a chat line has a line break in it')
  // Twitch takes these for commands, and may drop white space before it looks.
  if (/^[/.]/.test(line.trimStart())) throw new TypeError('a chat line begins with / or .')
}
