import { schema, t, type SchemaType } from '@colyseus/schema'
import { z } from 'zod'
import { democracy, integer, type GameRules } from '../../index.ts'
import { paints } from './paints.ts'

export const ColourTone = schema(
  {
    /** Name of a paint, and of the one it covers since `paintedAtTick`. */
    colour: t.string().default('midnight'),
    before: t.string().default('midnight'),
    paintedAtTick: t.uint32().default(0),
    hz: t.uint16().default(220),
  },
  'ColourTone',
)
export type ColourTone = SchemaType<typeof ColourTone>

/** The classic first program of a chat-played stream: chat chooses a colour and a pitch. */
export const rules: GameRules<ColourTone> = {
  id: 'colour-tone',
  title: 'Colour & Tone',
  tickRate: 30,
  state: ColourTone,
  commands: {
    colour: { words: Object.keys(paints).filter((name) => name !== 'midnight'), help: 'paint the screen' },
    tone: { args: z.object({ hz: integer(20, 2000) }), bare: true, usage: '20 … 2000', help: 'set the tone in Hz' },
  },
  input: democracy({ seconds: 10 }),
  score: ({ colour, hz }) => `the screen is ${colour} and the tone has ${hz} Hz`,
  step(state, input, ctx) {
    for (const { command } of input) {
      if (command.name === 'tone') state.hz = command.args['hz'] as number
      else if (command.word !== state.colour) {
        state.before = state.colour
        state.colour = command.word
        state.paintedAtTick = ctx.tick
      }
    }
  },
}
