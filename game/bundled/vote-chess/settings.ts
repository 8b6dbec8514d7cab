import { z } from 'zod'
import { integer } from '../../index.ts'

/** What a streamer may set. */
export const settings = z.object({
  /** How well the engine plays. */
  strength: integer(1, 5).default(2),
  /** Against whom the crowd plays: the engine, or itself, each colour a team. */
  against: z.enum(['engine', 'teams'], 'engine or teams').default('engine'),
  /** The crowd’s colour against the engine: `swap` changes it after each game. */
  colour: z.enum(['swap', 'white', 'black'], 'swap, white or black').default('swap'),
  /** Seconds after which the engine moves for whoever doesn’t: longer than a vote. */
  patience: integer(10, 3600).default(75),
})
export type Settings = z.infer<typeof settings>
