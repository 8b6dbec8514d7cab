import { z } from 'zod'
import type { Act } from '../journal/act.ts'

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

/** How a deed is undone, as the log keeps it: by an act of the show, by an output’s switch, or by a setting that was there before. */
export type Undo =
  | { readonly by: 'act'; readonly act: Act }
  | { readonly by: 'output'; readonly id: string; readonly isOn: boolean }
  | { readonly by: 'setting'; readonly key: string; readonly value: unknown }
