import { defineGame, democracy, midi, schema, t, type SchemaType } from 'chatarcade'

/** The sky is a grid of cells, so that every vote moves the balloon by one. */
const columns = 9
const rows = 5

/** All that everybody sees, and all that the next tick hangs on. */
const MyGame = schema(
  {
    x: t.uint8().default(3),
    y: t.uint8().default(3),
    /** Where the balloon was before `movedAtTick`, so that the picture can show it on its way. */
    fromX: t.uint8().default(3),
    fromY: t.uint8().default(3),
    movedAtTick: t.uint32().default(0),
    starX: t.uint8().default(6),
    starY: t.uint8().default(1),
    stars: t.uint16().default(0),
    caughtAtTick: t.uint32().default(0),
  },
  'MyGame',
)
type MyGame = SchemaType<typeof MyGame>

const ways: Readonly<Record<string, readonly [number, number]>> = {
  up: [0, -1],
  down: [0, 1],
  left: [-1, 0],
  right: [1, 0],
}

export default defineGame<MyGame>({
  id: 'my-game',
  title: 'My Game',
  tickRate: 30,
  state: MyGame,
  commands: { fly: { words: Object.keys(ways), help: 'fly the balloon to the star' } },
  input: democracy({ seconds: 4 }),

  step(state, input, ctx) {
    for (const { command } of input) {
      const [dx, dy] = ways[command.word] ?? [0, 0]
      state.fromX = state.x
      state.fromY = state.y
      state.x = Math.min(columns - 1, Math.max(0, state.x + dx))
      state.y = Math.min(rows - 1, Math.max(0, state.y + dy))
      state.movedAtTick = ctx.tick
      if (state.x !== state.starX || state.y !== state.starY) continue
      state.stars += 1
      state.caughtAtTick = ctx.tick
      state.starX = (state.x + 1 + ctx.random.integer(columns - 1)) % columns
      state.starY = ctx.random.integer(rows)
      if (state.stars % 5 === 0) ctx.alert('success', `${state.stars} stars!`)
    }
  },

  score: ({ stars }) => (stars === 1 ? 'the balloon has caught 1 star' : `the balloon has caught ${stars} stars`),

  /** What simulated viewers type: most know where the star is. */
  bot(state, random) {
    if (state.x !== state.starX && random.next() < 0.5) return state.x < state.starX ? 'right' : 'left'
    if (state.y !== state.starY) return state.y < state.starY ? 'down' : 'up'
    return null
  },

  draw(g, state, frame) {
    const { width, height, clear, seconds, tickRate } = frame
    const sky = g.createLinearGradient(0, 0, 0, height)
    sky.addColorStop(0, '#101a44')
    sky.addColorStop(0.6, '#6b3f7d')
    sky.addColorStop(1, '#e08a5b')
    g.fillStyle = sky
    g.fillRect(0, 0, width, height)
    drawHills(g, width, height, seconds)

    // Whatever shape the picture has, the grid fills the part that nothing covers.
    const [wide, high] = [clear.width / columns, clear.height / rows]
    const at = (x: number, y: number) => [clear.x + (x + 0.5) * wide, clear.y + (y + 0.5) * high] as const
    const size = Math.min(1.4 * wide, high)

    const [starX, starY] = at(state.starX, state.starY)
    drawStar(g, starX, starY, size * (0.38 + 0.04 * Math.sin(seconds * 3)))
    const moved = Math.min(1, Math.max(0, seconds - state.movedAtTick / tickRate) / 0.8)
    const way = state.movedAtTick === 0 ? 1 : 1 - (1 - moved) ** 3
    const [x, y] = at(state.fromX + (state.x - state.fromX) * way, state.fromY + (state.y - state.fromY) * way)
    drawBalloon(g, x, y + size * 0.05 * Math.sin(seconds * 1.7), size * 0.8)
  },

  sound(synth, state, frame) {
    // A chord that breathes, and a chime for each star: both follow from the state, so everybody hears the same.
    for (const [voice, key] of [45, 52, 57, 61].entries()) {
      const breath = 1 + 0.4 * Math.sin((2 * Math.PI * frame.tick) / (frame.tickRate * (7 + 2 * voice)))
      synth.tone(`chord${voice}`, { wave: 'triangle', hz: midi(key), gain: 0.05 * breath, pan: voice / 2 - 0.75 })
    }
    synth.note('moved', { atTick: state.movedAtTick, hz: midi(69), seconds: 0.05, gain: 0.05, wave: 'pink' })
    const { caughtAtTick } = state
    synth.chord('caught', { atTick: caughtAtTick, hz: [midi(81), midi(85), midi(88)], seconds: 0.4, gain: 0.12 })
  },
})

type Canvas = CanvasRenderingContext2D

function drawHills(g: Canvas, width: number, height: number, seconds: number): void {
  for (const [far, colour] of ['#4a2f63', '#33234f', '#1d1836'].entries()) {
    g.fillStyle = colour
    g.beginPath()
    g.moveTo(0, height)
    for (let i = 0; i <= 60; i++) {
      const wave = Math.sin(i * (0.2 + 0.06 * far) + 2 * far + seconds * 0.02 * (far + 1))
      g.lineTo((width * i) / 60, height * (0.78 + 0.07 * far + 0.04 * wave))
    }
    g.lineTo(width, height)
    g.fill()
  }
}

function drawStar(g: Canvas, x: number, y: number, radius: number): void {
  g.fillStyle = '#ffd75e'
  g.beginPath()
  for (let i = 0; i < 10; i++) {
    const turn = (Math.PI * i) / 5 - Math.PI / 2
    const r = i % 2 === 0 ? radius : radius * 0.45
    g.lineTo(x + r * Math.cos(turn), y + r * Math.sin(turn))
  }
  g.fill()
}

function drawBalloon(g: Canvas, x: number, y: number, size: number): void {
  for (const [stripe, colour] of ['#d94f4f', '#f4ead5', '#d94f4f'].entries()) {
    g.fillStyle = colour
    g.beginPath()
    g.ellipse(x, y - size * 0.2, size * (0.55 - 0.2 * stripe), size * 0.6, 0, 0, 2 * Math.PI)
    g.fill()
  }
  g.strokeStyle = '#f4ead5'
  g.lineWidth = Math.max(1, size * 0.03)
  g.beginPath()
  for (const side of [-1, 1]) {
    g.moveTo(x + side * size * 0.3, y + size * 0.28)
    g.lineTo(x + side * size * 0.12, y + size * 0.6)
  }
  g.stroke()
  g.fillStyle = '#8a5a33'
  g.fillRect(x - size * 0.16, y + size * 0.58, size * 0.32, size * 0.22)
}
