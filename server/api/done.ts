import { z } from 'zod'

/** What the API answers where something was refused: a word for programs, and a sentence for people. */
export const refusal = z.object({ code: z.string(), error: z.string() }).describe('Why it was not done')

/** What the API answers where something was done. */
export const done = z
  .object({
    deed: z.int().nullable().describe('Number of the entry in the log; null where the log can’t be written'),
    canUndo: z.boolean(),
  })
  .describe('It was done')

/** Why somebody did something, as the log keeps it. */
export const reason = z.string().trim().min(1).max(300)

/** Most bytes of a body with both lists of the filter, each as long as it may be, when every letter of them is written as an escape. */
export const listsBytes = 2 * 2 ** 20
