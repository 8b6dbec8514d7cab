import { z } from 'zod'
import { alertKinds, layerNames, slates, type InputSpec, type LayerName, type Slate } from '../../game/index.ts'
import type { NewAlert } from '../alerts.ts'
import { asUsual, type Condition } from '../show-state.ts'
import { inputSpec } from './input-spec.ts'

/** Something that is done to the show from outside, and not by what people type. */
export type Act =
  | { readonly act: 'report'; readonly condition: Partial<Condition> }
  | { readonly act: 'layer'; readonly name: LayerName; readonly isOn: boolean }
  | { readonly act: 'slate'; readonly slate: Slate | null; readonly text: string }
  | { readonly act: 'branding'; readonly image: string }
  | { readonly act: 'alert'; readonly alert: NewAlert }
  | { readonly act: 'input'; readonly input: InputSpec }

/** Each field is of the kind that it usually has; what is new in a later version is refused, since it would be left out. */
const condition = z.custom<Partial<Condition>>((value) => {
  const usual = new Map<string, unknown>(Object.entries(asUsual))
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).every(([key, each]) => usual.has(key) && typeof each === typeof usual.get(key))
})

const alert = z.object({
  kind: z.enum(alertKinds),
  name: z.string().exactOptional(),
  text: z.string(),
  author: z.object({ source: z.string(), userId: z.string(), messageId: z.string().nullable() }).exactOptional(),
  isSaid: z.boolean().exactOptional(),
})

/** One act, as a journal has it. */
export const act = z.discriminatedUnion('act', [
  z.object({ act: z.literal('report'), condition }),
  z.object({ act: z.literal('layer'), name: z.enum(layerNames), isOn: z.boolean() }),
  z.object({ act: z.literal('slate'), slate: z.enum(slates).nullable(), text: z.string() }),
  z.object({ act: z.literal('branding'), image: z.string() }),
  z.object({ act: z.literal('alert'), alert }),
  z.object({ act: z.literal('input'), input: inputSpec }),
]) satisfies z.ZodType<Act>
