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

/** Two lines at the foot of the screen: what to type, and what can be typed then. */
export function drawInvitation(g: Context2D, { cartridge }: Console, frame: PictureFrame, screen: Rect): void {
  const px = Math.max(screen.height * 0.062, (Math.min(frame.width, frame.height) / 480) * 18)
  // A television so small shows nothing that could be read.
  if (screen.width < px * 10) return
  const turn = Math.floor(frame.seconds / exampleSeconds) % examples.length
  const lines = [cartridge === '' ? 'Type a button to play' : 'Type start to play', `then: ${examples[turn]}`]
  const height = px * 3.1
  const y = screen.y + screen.height - height
  g.fillStyle = '#10131f'
  g.fillRect(screen.x, y, screen.width, height)
  g.textAlign = 'center'
  g.textBaseline = 'middle'
  for (const [line, words] of lines.entries()) {
    g.font = `${line === 0 ? 800 : 600} ${Math.ceil(px)}px Inter, sans-serif`
    g.fillStyle = line === 0 ? '#f0e442' : '#ffffff'
    g.fillText(
      words,
      Math.round(screen.x + screen.width / 2),
      Math.round(y + px * (line === 0 ? 0.95 : 2.2)),
      screen.width,
    )
  }
}
