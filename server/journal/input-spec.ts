import { z } from 'zod'
import { inputFor, type InputSpec } from '../../game/index.ts'

const whole = (min: number, max: number) => z.int().min(min).max(max)

const windowSpec = z.object({
  length: z.union([
    z.strictObject({ seconds: z.number().min(1).max(3600) }),
    z.strictObject({ ticks: whole(1, 216_000) }),
  ]),
  graceSeconds: z.number().min(0).max(60),
  quorum: z.object({ least: whole(1, 250_000), share: z.number().min(0).max(1) }),
  earlyClose: z.boolean(),
  weights: z.record(z.string().max(100), whole(1, 5)),
})

const spec = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('anarchy') }),
  z.object({ mode: z.literal('perPlayer') }),
  z.object({ mode: z.literal('queue'), waitSeconds: z.number().min(0.1).max(60), capacity: whole(1, 10_000) }),
  z.object({ mode: z.literal('democracy'), window: windowSpec }),
  z.object({ mode: z.literal('lottery'), window: windowSpec }),
  z.object({ mode: z.literal('runoff'), window: windowSpec }),
  z.object({ mode: z.literal('teams'), names: z.array(z.string()).max(8), window: windowSpec }),
  z.object({
    mode: z.literal('slider'),
    window: windowSpec,
    threshold: z.number(),
    startsAs: z.enum(['anarchy', 'democracy']),
  }),
])

/** How a crowd plays, as a journal has it: checked by the very functions that a game describes it with. */
export const inputSpec = spec.transform((value, ctx): InputSpec => {
  try {
    return inputFor(value.mode, value)
  } catch (error) {
    ctx.addIssue(error instanceof Error ? error.message : 'is no input mode')
    return z.NEVER
  }
})

/** What a streamer may set of a window, for the modes that moderators change to. */
export const windowOptions = z.object({
  seconds: z.number().min(1).max(3600).exactOptional(),
  ticks: whole(1, 216_000).exactOptional(),
  graceSeconds: z.number().min(0).max(60).exactOptional(),
  quorum: windowSpec.shape.quorum.exactOptional(),
  earlyClose: z.boolean().exactOptional(),
  weights: windowSpec.shape.weights.exactOptional(),
})
