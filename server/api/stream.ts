import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { messageOf } from '../../chat/index.ts'
import { RenderError } from '../../render/index.ts'
import { ServerError } from '../error.ts'
import { presetsTable } from '../presets.ts'
import { remoteOutput } from '../recording.ts'
import { guard } from '../auth/guard.ts'
import type { OutputView } from '../broadcast.ts'
import type { ApiParts, ZodApp } from './api.ts'
import { done, refusal } from './done.ts'
import { turnAll, type Turned } from './turning.ts'
import type { Undo } from './undo.ts'

export const outlet = z.object({
  state: z.enum(['pending', 'live', 'recovering', 'closing', 'closed']),
  frames: z.int(),
  lost: z.int(),
  behind: z.int(),
  reconnects: z.int(),
  replaced: z.int(),
  kbps: z.number().nullable(),
  isCongested: z.boolean(),
  problem: z.string(),
})

/** An output as it may be shown: no key, and no path of the machine. */
export const output = z.object({
  id: z.string(),
  kind: z.string(),
  url: z.string(),
  size: z.string(),
  preset: z.string(),
  isOn: z.boolean(),
  status: outlet.nullable().describe('Null while it is off'),
})

const preset = z.object({
  name: z.string(),
  platform: z.string(),
  size: z.string(),
  fps: z.string(),
  videoKbps: z.number(),
  audioKbps: z.number(),
})

const url = z.string().trim().min(1).max(2000)
const size = z.string().max(20)
const presetName = z.string().max(40)
/** Where a URL ends at its application, the key comes apart, so that a form can hide it. */
const key = z
  .string()
  .trim()
  .max(500)
  .describe('The stream key. It is never shown again, and is not kept when the show ends')

const newOutput = z.object({
  url,
  key: key.exactOptional(),
  size: size.exactOptional(),
  preset: presetName.exactOptional(),
})

const addressOf = ({ show }: ApiParts, address: string, secret: string | undefined) =>
  remoteOutput(
    secret === undefined || secret === '' ? address : `${address.replace(/\/$/, '')}/${secret}`,
    show().plan.data,
  )

/** An output as it is now, and the entry in the log. */
const doneOutput = output.extend(done.shape).describe('It was done, and the output is so by now')

/** Where the show goes, changed while it runs. */
export function serveStream(app: ZodApp, parts: ApiParts): void {
  const guarded = guard('numbers.read')
  app.get(
    '/api/outputs',
    { ...guarded, schema: { tags, summary: 'Where the show goes', response: { 200: z.array(output).readonly() } } },
    () => parts.broadcast.outputs,
  )
  app.get(
    '/api/presets',
    { ...guarded, schema: { tags, summary: 'What platforms take', response: { 200: z.array(preset) } } },
    () => presetsTable(),
  )
  serveNewOutput(app, parts)
  serveOutput(app, parts)
  serveSwitches(app, parts)
}

const tags = ['stream']

function serveNewOutput(app: ZodApp, parts: ApiParts): void {
  const summary = 'Sends the show to one more place'
  app.post(
    '/api/outputs',
    {
      ...guard('stream.outputs'),
      schema: { tags, summary, body: newOutput, response: { 200: doneOutput, 409: refusal } },
    },
    (request, reply) =>
      refusing(reply, async () => {
        const { url: address, key: secret, ...rest } = request.body
        const added = await parts.broadcast.add({ url: addressOf(parts, address, secret), ...rest })
        const deed = await parts.log.note(request, {
          ...{ action: 'stream.output.add', target: added.id, after: added.url },
          undo: undoOfAdded(parts.broadcast.wordOf(added.id)),
        })
        return { ...added, ...deed }
      }),
  )
}

function serveOutput(app: ZodApp, parts: ApiParts): void {
  const params = z.object({ id: z.string().max(200) })
  const summary = 'Changes an output; what is left out stays, its key too. For an hour it can be undone'
  app.patch(
    '/api/outputs/:id',
    {
      ...guard('stream.outputs'),
      schema: { tags, summary, params, body: newOutput.partial(), response: { 200: doneOutput, 409: refusal } },
    },
    (request, reply) =>
      refusing(reply, async () => {
        const { url: address, key: secret, ...rest } = request.body
        const wish = { ...rest, ...(address === undefined ? {} : { url: addressOf(parts, address, secret) }) }
        const before = placeOf(parts.broadcast.outputs.find(({ id }) => id === request.params.id))
        const { former, ...changed } = await parts.broadcast.change(request.params.id, wish)
        const deed = await parts.log.note(request, {
          ...{ action: 'stream.output.change', target: changed.id, before, after: placeOf(changed) },
          undo: former === null ? null : { by: 'changed', word: former },
        })
        return { ...changed, ...deed }
      }),
  )
  app.delete(
    '/api/outputs/:id',
    {
      ...guard('stream.outputs'),
      schema: {
        tags,
        summary: 'Ends an output; for an hour it can be undone',
        params,
        response: { 200: done, 409: refusal },
      },
    },
    (request, reply) =>
      refusing(reply, async () => {
        const { id } = request.params
        const before = parts.broadcast.urlOf(id)
        const word = parts.broadcast.wordOf(id)
        const isKept = await parts.broadcast.remove(id)
        const undo = isKept && word !== null ? { by: 'removed' as const, word } : null
        return await parts.log.note(request, { action: 'stream.output.remove', target: id, before, undo })
      }),
  )
}

/** What the log has of an output: nothing that was typed as a key. */
function placeOf(view: OutputView | undefined) {
  return view && { address: view.url, size: view.size, preset: view.preset }
}

function serveSwitches(app: ZodApp, parts: ApiParts): void {
  const body = z.object({ isOn: z.boolean() })
  const response = { 200: done, 409: refusal }
  app.post(
    '/api/outputs/:id/turn',
    {
      ...guard('stream.run'),
      schema: {
        tags,
        summary: 'Takes an output off the air, or puts it back on',
        params: z.object({ id: z.string() }),
        body,
        response,
      },
    },
    (request, reply) =>
      refusing(reply, async () => {
        const { id } = request.params
        const { isOn } = request.body
        const { words, failure, undo } = await turnMeant(parts, isOn, (each) => each.id === id)
        if (failure !== null) throw failure
        // One that is as it should be, or that isn’t there, which the broadcast says.
        if (words.length === 0) await parts.broadcast.turn(id, isOn)
        const target = `${id} ${isOn ? 'on' : 'off'}`
        return await parts.log.note(request, { action: 'stream.output.turn', target, undo })
      }),
  )
  app.post(
    '/api/stream/turn',
    {
      ...guard('stream.run'),
      schema: { tags, summary: 'Takes the stream off the air everywhere, or puts it back on', body, response },
    },
    (request, reply) =>
      refusing(reply, async () => {
        const { isOn } = request.body
        const { words, failure, undo } = await turnMeant(parts, isOn, ({ kind }) => !isOn || kind !== 'file')
        if (failure !== null && words.length === 0) throw failure
        const deed = await parts.log.note(request, { action: isOn ? 'stream.start' : 'stream.stop', undo })
        if (failure !== null) throw failure
        return deed
      }),
  )
}

/** Turns those that are meant and not so yet. */
async function turnMeant(
  parts: ApiParts,
  isOn: boolean,
  isMeant: (each: OutputView) => boolean,
): Promise<Turned & { readonly undo: Undo | null }> {
  const { broadcast } = parts
  const wordOf = ({ id }: OutputView) => broadcast.wordOf(id) ?? ''
  const others = broadcast.outputs.filter((each) => each.isOn !== isOn && isMeant(each))
  // A file that was ended stays ended: it would be written over.
  const backWords = new Set(others.filter(({ kind }) => isOn || kind !== 'file').map(wordOf))
  const turned = await turnAll(parts, others.map(wordOf), isOn)
  const words = turned.words.filter((word) => backWords.has(word))
  return { ...turned, undo: words.length === 0 ? null : { by: 'output', words, isOn: !isOn } }
}

/** Null where somebody has removed it again meanwhile. */
const undoOfAdded = (word: string | null): Undo | null => (word === null ? null : { by: 'added', word })

/** What is wrong with a wish is a sentence for who wished it. */
export async function refusing<T>(reply: FastifyReply, run: () => T | Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof ServerError) && !(error instanceof RenderError)) throw error
    return reply.code(409).send({ code: error.code, error: messageOf(error) }) as never
  }
}
