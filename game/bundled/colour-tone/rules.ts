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
    /** What is to be painted as soon as the last paint has been seen. */
    wanted: t.string().default('midnight'),
    hz: t.uint16().default(220),
    /** When something was last chosen; 0 before that. */
    playedAtTick: t.uint32().default(0),
  },
  'ColourTone',
)
export type ColourTone = SchemaType<typeof ColourTone>

/**
 * Between two paints: a crowd in anarchy would have the whole screen flash, and the flash limiter would have to blur it.
 * Each paint flows over the screen in less than that, so there is nothing to hold back.
 */
const restSeconds = 0.7

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
      else state.wanted = command.word
    }
    if (input.length > 0) state.playedAtTick = ctx.tick
    const restTicks = Math.ceil(restSeconds * ctx.tickRate)
    if (state.wanted === state.colour) return
    if (state.paintedAtTick > 0 && ctx.tick - state.paintedAtTick < restTicks) return
    state.before = state.colour
    state.colour = state.wanted
    state.paintedAtTick = ctx.tick
  },
}
