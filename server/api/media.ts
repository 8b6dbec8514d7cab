import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { guard } from '../auth/guard.ts'
import { MediaError } from '../media/error.ts'
import { fileOf, mediaFolder } from '../media/names.ts'
import { uses } from '../media/on-air.ts'
import type { Medium } from '../store/media.ts'
import type { ApiParts, ZodApp } from './api.ts'
import { answerOf } from './answers.ts'
import { done, reason, refusal } from './done.ts'
import { undoByAct } from './undo.ts'
import { serveUpload } from './upload.ts'

export const entry = z.object({
  id: z.string(),
  name: z.string().describe('As it was called where it came from'),
  kind: z.enum(['image', 'video', 'sound']),
  mime: z.string(),
  bytes: z.int(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  seconds: z.number().nullable(),
  by: z.string(),
  atMs: z.number(),
  inUse: z.array(z.enum(['branding', 'slate'])).describe('What the show uses it as at the moment'),
})

const tags = ['media']
const fileAnswer = answerOf('application/octet-stream', 'Of the type that its entry has as mime')
const params = z.object({ id: z.string().max(40) })
const response = { 200: done, 409: refusal }

/** Images, videos and sounds of the streamer’s own. */
export function serveMedia(app: ZodApp, parts: ApiParts): void {
  const guarded = guard('media.manage')
  app.get(
    '/api/media',
    { ...guarded, schema: { tags, summary: 'What was uploaded, the newest first', response: { 200: z.array(entry) } } },
    async () => (await parts.media.library.list()).map((medium) => shown(parts, medium)),
  )
  serveUpload(app, parts)
  serveFiles(app, parts)
  serveUse(app, parts)
  app.delete(
    '/api/media/:id',
    { ...guarded, schema: { tags, summary: 'Deletes a file that is not in use', params, response } },
    (request, reply) =>
      refusingMedia(reply, async () => {
        const { library, onAir } = parts.media
        const medium = await library.get(request.params.id)
        const [used] = onAir.usesOf(medium)
        if (used !== undefined) throw new MediaError('in-use', `It is on the air: ${offAir[used]} first.`)
        await library.remove(medium.id)
        return await parts.log.note(request, { action: 'media.delete', target: medium.name })
      }),
  )
}

const offAir = { branding: 'take it out of the corner', slate: 'take it off the slates' } as const

/** An entry as the API has it: the sum of its content is for us. */
export function shown({ media }: ApiParts, medium: Medium): z.output<typeof entry> {
  const { id, name, kind, mime, bytes, width, height, seconds, by, atMs } = medium
  return { id, name, kind, mime, bytes, width, height, seconds, by, atMs, inUse: media.onAir.usesOf(medium) }
}

function serveFiles(app: ZodApp, parts: ApiParts): void {
  const folder = () => mediaFolder(parts.show().plan.data)
  app.get(
    '/api/media/:id/file',
    {
      ...guard('media.manage'),
      schema: { tags, summary: 'The file itself, also in parts', params, response: { 200: fileAnswer, 409: refusal } },
    },
    (request, reply) =>
      refusingMedia(reply, async () => {
        const medium = await parts.media.library.get(request.params.id)
        const name = encodeURIComponent(medium.name).replaceAll("'", '%27')
        return await reply
          .header('content-disposition', `inline; filename*=UTF-8''${name}`)
          .sendFile(fileOf(medium), folder(), { maxAge: 0 })
      }),
  )
  // For everybody, since everybody sees it: what is on the air now, and nothing else.
  app.get(
    '/media/:file',
    { schema: { hide: true, params: z.object({ file: z.string().max(40) }) } },
    (request, reply) => {
      const { file } = request.params
      if (!parts.media.onAir.shows(file))
        return reply.code(404).send({ code: 'unknown', error: 'That isn’t on the air.' })
      return reply.sendFile(file, folder(), { maxAge: '1h', immutable: true })
    },
  )
}

function serveUse(app: ZodApp, parts: ApiParts): void {
  app.post(
    '/api/media/:id/use',
    {
      ...guard('media.manage'),
      schema: {
        ...{ tags, params, response },
        summary: 'Shows an image in the corner, an image or video behind slates, or plays a sound once',
        body: z.object({ as: z.enum(uses), reason: reason.optional() }),
      },
    },
    (request, reply) =>
      refusingMedia(reply, async () => {
        const { as, reason: why = null } = request.body
        const medium = await parts.media.library.get(request.params.id)
        const result = await parts.media.onAir.use(medium, as)
        return await parts.log.note(request, {
          ...{ action: 'media.use', target: `${medium.name} ${asWords[as]}`, reason: why },
          undo: undoByAct(parts, result),
        })
      }),
  )
  app.post(
    '/api/media/unuse',
    {
      ...guard('media.manage'),
      schema: {
        ...{ tags, response },
        summary: 'Takes the image out of the corner, or what stands behind slates away',
        body: z.object({ as: z.enum(['branding', 'slate']), reason: reason.optional() }),
      },
    },
    (request, reply) =>
      refusingMedia(reply, async () => {
        const { as, reason: why = null } = request.body
        const result = parts.media.onAir.unuse(as)
        return await parts.log.note(request, {
          ...{ action: 'media.unuse', target: asWords[as], reason: why },
          undo: undoByAct(parts, result),
        })
      }),
  )
}

/** As the log says it. */
const asWords = { branding: 'in the corner', slate: 'behind slates', sound: 'as a sound' } as const

/** What is wrong with a file or a wish is a sentence for whom it came from. */
export async function refusingMedia<T>(reply: FastifyReply, run: () => T | Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof MediaError)) throw error
    return reply.code(409).send({ code: error.code, error: error.message }) as never
  }
}
