import type { ShowInfo } from '../../link/show-info.ts'

type Buttons = ShowInfo['buttons']

/** One button a word, made from the game's command specs. */
export function CommandButtons({ buttons, press }: { buttons: Buttons; press: (text: string) => void }) {
  if (buttons.length === 0) return null
  const colours = namesColours(buttons)
  return (
    <ul class="commands" aria-label="Commands">
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
