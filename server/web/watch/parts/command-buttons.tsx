import type { ShowInfo } from '../../link/show-info.ts'

type Buttons = readonly Pick<ShowInfo['buttons'][number], 'label' | 'send'>[]

interface CommandButtonsProps {
  /** What they are, for who doesn’t see them. */
  readonly title: string
  readonly buttons: Buttons
  readonly press: (text: string) => void
}

/** One button a word, made from the game's command specs, or one an answer of a poll. */
export function CommandButtons({ title, buttons, press }: CommandButtonsProps) {
  if (buttons.length === 0) return null
  const colours = namesColours(buttons)
  return (
    <ul class="commands" aria-label={title}>
      {buttons.map(({ label, send }) => (
        <li key={send}>
          <button type="button" onClick={() => press(send)}>
            {colours && isColour(label) && <span class="swatch" style={{ background: label }} aria-hidden="true" />}
            {label}
          </button>
        </li>
      ))}
    </ul>
  )
}

const isColour = (label: string) => CSS.supports('color', label)

/** Some words are colours by accident (`tan`, `mark`): swatches help only where most of the words are. */
function namesColours(buttons: Buttons): boolean {
  return buttons.filter(({ label }) => isColour(label)).length > buttons.length / 2
}
