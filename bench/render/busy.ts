import { createCanvas } from '@napi-rs/canvas'
import {
  createMatch,
  createRandom,
  FeedEntry,
  Leader,
  VoteOption,
  type ArcadeState,
  type Context2D,
  type Game,
  type GameView,
  type PictureFrame,
} from '../../game/index.ts'
import colourTone from '../../game/bundled/colour-tone/index.ts'

/** A moment of a show that has all there is to draw, and how it goes on. */
export interface BusyShow {
  readonly view: GameView
  readonly state: ArcadeState
  /** Goes on by a tick: the countdown runs, votes come in, and every third tick a line of the feed. */
  step(): void
  /** The show's frame `number`, of so many a second. */
  frame(
    number: number,
    fps: number,
    size: { readonly width: number; readonly height: number },
  ): Omit<PictureFrame, 'clear' | 'image' | 'ballots' | 'bitmap'>
}

const sprites = 200
const lines = 15
const names = [
  'ada',
  'Zoë',
  'Борис',
  'Ελένη',
  'a_name_of_twenty_five_let',
  'x',
  'W'.repeat(20),
  'kim',
  'Łukasz',
  'ñandú',
]
const options = ['red', 'orange', 'yellow', 'green', 'cyan', 'blue', 'purple', 'pink', '440', '1999', 'white', 'black']

/** A background, 200 sprites, 15 lines of text and three gradients: what a busy game draws. `moves` false makes it a still. */
export function busyShow(moves = true): BusyShow {
  const draw = createBusyDraw()
  const still: Partial<GameView> = {
    draw: (g, state, frame) => draw(g, state, { ...frame, seconds: 0 }),
    still: () => 'still',
  }
  const view: GameView = { draw, sound() {}, ...(moves ? {} : still) }
  const match = createMatch(colourTone as unknown as Game, 1)
  const { show } = match.state
  Object.assign(show, {
    mode: 'democracy',
    plays: 'democracy',
    windowTicks: 300,
    closesAtTick: 300,
    status: 'overloaded',
  })
  for (const label of options) show.options.push(new VoteOption().assign({ label, votes: 100, ofVotes: 2000 }))
  for (const name of names) show.feed.push(new FeedEntry().assign({ name, label: 'purple', colour: '#8a2be2' }))
  for (const name of names.slice(0, 5)) show.leaders.push(new Leader().assign({ name, score: 1234 }))
  show.result.assign({ label: 'orange', reason: 'orange won with 123 of 234 votes' })
  return {
    view,
    state: match.state,
    step() {
      match.step([])
      const { tick } = match
      show.tick = tick
      if (tick % 300 === 0) show.closesAtTick = tick + 300
      const option = show.options[tick % options.length]
      if (option) option.votes += 7
      const line = show.feed[tick % names.length]
      if (tick % 3 === 0 && line) line.assign({ label: options[tick % options.length] ?? '', tick })
    },
    frame: (number, fps, size) => ({ number, seconds: number / fps, tick: match.tick, tickRate: 30, ...size }),
  }
}

/** Sprites go their ways by time alone; each stands on whole pixels, as a game's own should. */
function createBusyDraw(): GameView['draw'] {
  const random = createRandom(7, 'bench')
  const sheet = spriteSheet()
  const ways = Array.from({ length: sprites }, () => {
    const [x, y, dx, dy] = [random.next(), random.next(), random.next() - 0.5, random.next() - 0.5]
    return { x, y, dx, dy, image: sheet[Math.floor(random.next() * sheet.length)] as CanvasImageSource }
  })
  return (g, _state, { width, height, seconds, clear }) => {
    ground(g, width, height)
    for (const { x, y, dx, dy, image } of ways) {
      const [left, top] = [wrapped(x + dx * seconds * 0.4), wrapped(y + dy * seconds * 0.4)]
      g.drawImage(image, Math.round(left * width), Math.round(top * height))
    }
    g.fillStyle = '#ffffff'
    g.textBaseline = 'top'
    g.font = `600 ${Math.round(height / 40)}px Inter, sans-serif`
    for (let line = 0; line < lines; line++)
      g.fillText(
        `line ${line + 1} at ${seconds.toFixed(1)} s of the game`,
        clear.x,
        Math.round(clear.y + (line * height) / 34),
      )
  }
}

function wrapped(value: number): number {
  return value - Math.floor(value)
}

/** Three gradients: sky, sun and sea. */
function ground(g: Context2D, width: number, height: number): void {
  const sky = g.createLinearGradient(0, 0, 0, height)
  sky.addColorStop(0, '#0b1026')
  sky.addColorStop(1, '#31527a')
  g.fillStyle = sky
  g.fillRect(0, 0, width, height)
  const sun = g.createRadialGradient(width * 0.7, height * 0.3, 0, width * 0.7, height * 0.3, height * 0.25)
  sun.addColorStop(0, '#ffe9a8')
  sun.addColorStop(1, '#ffe9a800')
  g.fillStyle = sun
  g.fillRect(width * 0.7 - height * 0.25, height * 0.05, height * 0.5, height * 0.5)
  const sea = g.createLinearGradient(0, height * 0.75, 0, height)
  sea.addColorStop(0, '#1d4e70')
  sea.addColorStop(1, '#06202f')
  g.fillStyle = sea
  g.fillRect(0, Math.round(height * 0.75), width, Math.round(height * 0.25))
}

function spriteSheet(): CanvasImageSource[] {
  return ['#d62828', '#f77f00', '#2a9d3f', '#56b4e9', '#ff5fa2'].map((colour) => {
    const canvas = createCanvas(32, 32)
    const g = canvas.getContext('2d')
    g.fillStyle = colour
    g.beginPath()
    g.arc(16, 16, 15, 0, 2 * Math.PI)
    g.fill()
    g.fillStyle = '#ffffff'
    g.fillRect(10, 8, 4, 6)
    g.fillRect(18, 8, 4, 6)
    return canvas as unknown as CanvasImageSource
  })
}
