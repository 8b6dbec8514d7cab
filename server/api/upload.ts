import multipart from '@fastify/multipart'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { findFfmpeg } from '../../render/index.ts'
import { guard } from '../auth/guard.ts'
import { MediaError } from '../media/error.ts'
import { mediaLimits } from '../media/limits.ts'
import type { ApiParts, ZodApp } from './api.ts'
import { nameOf } from './deeds.ts'
import { refusal } from './done.ts'
import { entry, refusingMedia, shown } from './media.ts'

/** Around the file: names, types and boundaries. */
const aroundBytes = 16_384

/** A line this slow would hold a place for ever. */
const longestMs = 20 * 60_000

const limits = {
  ...{ fileSize: mediaLimits.uploadBytes, files: 1, fields: 2, parts: 3 },
  ...{ fieldSize: 1000, fieldNameSize: 100, headerPairs: 20 },
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The field that a file comes in, of a body that no schema checks. */
    upload?: string
  }
}

/** One file as `multipart/form-data`, in a scope of its own: no other route takes such bodies. */
export function serveUpload(app: ZodApp, parts: ApiParts): void {
  const guarded = guard('media.manage')
  app.register(async (scope) => {
    await scope.register(multipart, { throwFileSizeLimit: false, limits })
    scope.withTypeProvider<ZodTypeProvider>().post(
      '/api/media',
      {
        ...guarded,
        config: { ...guarded.config, upload: 'file' },
        schema: {
          ...{ tags: ['media'], consumes: ['multipart/form-data'] },
          summary: 'Uploads an image, a video or a sound, as the field `file`; answered once it is ready to be used',
          response: { 200: entry, 409: refusal },
        },
      },
      (request, reply) => refusingMedia(reply, () => upload(request, reply, parts)),
    )
  })
}

async function upload(request: FastifyRequest, reply: FastifyReply, parts: ApiParts) {
  if (Number(request.headers['content-length'] ?? 0) > mediaLimits.uploadBytes + aroundBytes) {
    // Nobody reads so much only to refuse it.
    void reply.header('connection', 'close')
    throw new MediaError('too-large', `The file is too large: ${mediaLimits.uploadBytes / 2 ** 20} MB are the most.`)
  }
  const gone = new AbortController()
  reply.raw.once('close', () => reply.raw.writableFinished || gone.abort())
  try {
    const part = await request.file()
    if (part?.fieldname !== 'file') throw new MediaError('broken', 'Send one file, as the field named file.')
    const { filename: name, mimetype: mime, file: content } = part
    const offered = {
      name,
      mime,
      content,
      by: nameOf(request),
      signal: AbortSignal.any([gone.signal, AbortSignal.timeout(longestMs)]),
    }
    const medium = await parts.media.library.add(offered, findFfmpeg(process.env))
    const { kind, bytes } = medium
    await parts.log.note(request, { action: 'media.upload', target: medium.name, after: { kind, bytes } })
    return shown(parts, medium)
  } finally {
    // What is not read would hold up the answer on its way to a browser that still sends.
    request.raw.resume()
  }
}
