import type { Context2D, PictureFrame, Rect } from '../../../index.ts'
import type { Console } from '../state.ts'

/** Without a word from the chat for so long, nobody plays. */
const idleSeconds = 60

/** What is suggested one after the other. */
const examples = ['left', 'up+b', 'right4', 'a', 'down2left2', 'right-']
const exampleSeconds = 3

/** Whether nobody plays at the moment. */
export function invites({ cartridge, mode, isDemo, playedAtTick, tick }: Console): boolean {
  if (cartridge !== '' && (mode === 0 || isDemo)) return true
  return playedAtTick === 0 || tick - playedAtTick > idleSeconds * 60
}

/** What the bundled game is about: whoever comes sees how it is won before they press anything. */
const goal = 'light all the lanterns, mind the moths'

/** Share of the screen that the lines may cover: on less of it the goal and an example take turns. */
const mostCovered = 0.32

/** At the foot of the screen: what to type, what is to be done in the game, and what can be typed then. */
export function drawInvitation(g: Context2D, { cartridge }: Console, frame: PictureFrame, screen: Rect): void {
  const px = Math.max(screen.height * 0.062, (Math.min(frame.width, frame.height) / 480) * 18)
  // A television so small shows nothing that could be read.
  if (screen.width < px * 10) return
  const turn = Math.floor(frame.seconds / exampleSeconds)
  const example = `then: ${examples[turn % examples.length]}`
  const isRoomy = px * heightOf(3) <= screen.height * mostCovered
  const more = cartridge === '' ? [example] : isRoomy ? [goal, example] : [turn % 2 === 0 ? goal : example]
  const lines = [cartridge === '' ? 'Type a button to play' : 'Type start to play', ...more]
  const height = px * heightOf(lines.length)
  const y = screen.y + screen.height - height
  g.fillStyle = '#10131f'
  g.fillRect(screen.x, y, screen.width, height)
  g.textAlign = 'center'
  g.textBaseline = 'middle'
  for (const [line, words] of lines.entries()) {
    g.font = `${line === 0 ? 800 : 600} ${Math.ceil(px)}px Inter, sans-serif`
    g.fillStyle = line === 0 ? '#f0e442' : '#ffffff'
    g.fillText(words, Math.round(screen.x + screen.width / 2), Math.round(y + px * (0.95 + 1.25 * line)), screen.width)
  }
}

/** Of so many lines, in their size. */
const heightOf = (lines: number) => 0.6 + 1.25 * lines
