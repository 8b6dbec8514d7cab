import { schema, t, type SchemaType } from '@colyseus/schema'
import { z } from 'zod'
import { anarchy, defineGame, integer, type GameView } from '../../../game/index.ts'

const Flicker = schema({ rate: t.uint8().default(0), hitAtTick: t.uint32().default(0) }, 'Flicker')
type Flicker = SchemaType<typeof Flicker>

/** From this rate on each picture that is drawn differs from the one before, however many a screen shows. */
const eachPicture = 60

/** No game may remember its pictures; this one does, since no screen shows what changes with its very refresh by time. */
let drawings = 0

const isLight = (rate: number, seconds: number) => {
  drawings += 1
  return (rate >= eachPicture ? drawings : Math.floor(seconds * rate * 2)) % 2 === 1
}

export const view: GameView<Flicker> = {
  draw(g, { rate }, { width, height, seconds }) {
    g.fillStyle = rate === 0 ? '#26415e' : isLight(rate, seconds) ? '#fff' : '#000'
    g.fillRect(0, 0, width, height)
  },
  sounds: {
    hit: 'hit.wav',
    song: 'songs/song.ogg',
    gone: 'gone.ogg',
    text: 'text.wav',
    long: 'long.mp3',
    many: 'many.wav',
  },
  sound(synth, { hitAtTick }) {
    if (hitAtTick > 0) synth.sample('hit', { sound: 'hit', atTick: hitAtTick, gain: 0.8 })
  },
}

/** Flashes as often as it is told to, and plays a file: what a game may ask of the page. */
export default defineGame<Flicker>({
  id: 'flicker',
  title: 'Flicker',
  tickRate: 30,
  state: Flicker,
  commands: {
    rate: { args: z.object({ rate: integer(0, 60) }), bare: true, usage: '0 … 60', help: 'flashes a second' },
    hit: { words: ['hit'], help: 'play the file' },
  },
  input: anarchy(),
  step(state, input, { tick }) {
    for (const { command } of input) {
      if (command.name === 'rate') state.rate = command.args['rate'] as number
      else state.hitAtTick = tick
    }
  },
  ...view,
})
