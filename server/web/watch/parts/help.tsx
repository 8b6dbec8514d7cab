import type { ShowInfo } from '../../link/show-info.ts'
import type { Board } from '../board.ts'

/** What can be typed, from the game's own command specs. */
export function Help({ info, lines }: { info: ShowInfo; lines: Board['help'] }) {
  const pressable = info.chat.local ? info.buttons.map(({ send }) => send) : []
  return (
    <dl class="help">
      {lines.map(({ usage, help }) => (
        <div key={usage}>
          <dt title={usage}>
            {alternatives(brief(usage, pressable)).map((each) => (
              <span key={each}>{each} </span>
            ))}
          </dt>
          <dd>{help}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Ways of saying it that are whole messages have two spaces between them, which a page would show as one. */
function alternatives(usage: string): readonly string[] {
  return usage.split('  ').filter((each) => each !== '')
}

/** A long row of words that are all buttons below need not be read twice. */
function brief(usage: string, pressable: readonly string[]): string {
  const words = usage.split(' ')
  if (words.length <= 4 || !words.every((word) => pressable.includes(word))) return usage
  return `${words.slice(0, 3).join(' ')} …`
}
