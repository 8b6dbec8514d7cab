import { z } from 'zod'
import { deedBounds, type Deed } from '../../chat/index.ts'
import { alertKinds, layerNames, maxStatusLine, slates, type LayerName, type Slate } from '../../game/index.ts'
import type { NewAlert } from '../alerts.ts'
import { gameSnapshot, type GameSnapshot } from '../controls/game-snapshot.ts'
import { asUsual, type Condition } from '../show-state.ts'
import { inputSpec } from './input-spec.ts'

/** Something that is done to the show from outside, and not by what people type. */
export type Act =
  | Deed
  | { readonly act: 'report'; readonly condition: Partial<Condition> }
  | { readonly act: 'layer'; readonly name: LayerName; readonly isOn: boolean }
  | { readonly act: 'slate'; readonly slate: Slate | null; readonly text: string }
  | { readonly act: 'branding'; readonly image: string }
  /** What stands behind the words of a slate; empty for nothing. */
  | { readonly act: 'backdrop'; readonly image: string }
  /** What the status says besides; empty for nothing. */
  | { readonly act: 'status-line'; readonly text: string }
  /** Plays a sound once. */
  | { readonly act: 'sound'; readonly sound: string }
  | { readonly act: 'alert'; readonly alert: NewAlert }
  /** Takes back what a player has done in the game. */
  | { readonly act: 'forget'; readonly userId: string }
  /** Puts the game back to where it was. */
  | { readonly act: 'game'; readonly game: GameSnapshot }

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

const { terms, termUnits, question, option, options, pollSeconds, extendSeconds, forceUnits, banSeconds } = deedBounds

/** Ids, names and addresses are a platform’s own, and no platform has longer ones. */
const word = z.string().max(1000)
const list = z.array(z.string().max(termUnits)).max(terms)

const poll = z.object({
  question: z.string().min(1).max(question),
  options: z.array(z.string().min(1).max(option)).min(options[0]).max(options[1]),
  seconds: z.number().min(pollSeconds[0]).max(pollSeconds[1]),
})

/** One act, as a journal has it. */
export const act = z.discriminatedUnion('act', [
  z.object({ act: z.literal('report'), condition }),
  z.object({ act: z.literal('layer'), name: z.enum(layerNames), isOn: z.boolean() }),
  z.object({ act: z.literal('slate'), slate: z.enum(slates).nullable(), text: z.string() }),
  z.object({ act: z.literal('branding'), image: z.string() }),
  z.object({ act: z.literal('backdrop'), image: word }),
  z.object({ act: z.literal('status-line'), text: z.string().max(maxStatusLine) }),
  z.object({ act: z.literal('sound'), sound: word }),
  z.object({ act: z.literal('alert'), alert }),
  z.object({ act: z.literal('input'), input: inputSpec }),
  z.object({
    act: z.literal('ban'),
    ...{ userId: word, name: word, seconds: z.number().min(1).max(banSeconds).nullable() },
  }),
  z.object({ act: z.literal('lift'), userId: word }),
  z.object({ act: z.literal('delete'), source: word, messageId: word }),
  z.object({ act: z.literal('withdraw'), userId: word }),
  z.object({ act: z.literal('forget'), userId: word }),
  z.object({ act: z.literal('filter'), blocked: list.exactOptional(), ignore: list.exactOptional() }),
  z.object({ act: z.literal('mute'), source: word.nullable(), isMuted: z.boolean() }),
  z.object({ act: z.literal('veto'), label: word, isVetoed: z.boolean() }),
  z.object({ act: z.literal('extend'), seconds: z.number().min(1).max(extendSeconds) }),
  z.object({ act: z.literal('close'), how: z.enum(['decided', 'undecided']) }),
  z.object({ act: z.literal('force'), text: z.string().max(forceUnits), team: word.nullable() }),
  z.object({ act: z.literal('poll'), poll: poll.nullable() }),
  z.object({ act: z.literal('game'), game: gameSnapshot }),
]) satisfies z.ZodType<Act>
