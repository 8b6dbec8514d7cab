import { createHash, randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { chmod, mkdir, readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { picturesOf } from '../../render/browser.ts'
import type { Log } from '../log.ts'
import type { Medium } from '../store/media.ts'
import type { Store } from '../store/store.ts'
import { check } from './checking.ts'
import { refuse } from './error.ts'
import { mediaLimits } from './limits.ts'
import { fileOf, mediaFolder, shownName } from './names.ts'
import { reencode, type Made } from './reencode.ts'

export interface Upload {
  readonly name: string
  readonly mime: string
  readonly by: string
  readonly content: Readable & { readonly truncated?: boolean }
  /** Aborted when who sent it is gone. */
  readonly signal: AbortSignal
}

/** The files that moderators have uploaded. */
export interface Library {
  list(): Promise<readonly Medium[]>
  /** @throws MediaError `unknown` */
  get(id: string): Promise<Medium>
  /** Checks an upload, makes our own file of it and keeps that. @throws MediaError */
  add(upload: Upload, ffmpeg: string): Promise<Medium>
  /** Removes the file. @throws MediaError `unknown` */
  remove(id: string): Promise<Medium>
}

export function createLibrary(data: string, store: Pick<Store, 'media'>, log: Log): Library {
  const folder = mediaFolder(data)
  const ready = tidy(folder, store).catch((error: unknown) =>
    log.warn(`the media folder can’t be tidied: ${String(error)}`),
  )
  const uploaders = new Set<string>()
  const turn = createTurn()
  const get = async (id: string) => (await store.media.get(id)) ?? refuse('unknown', 'That file isn’t there any more.')
  const take = async (upload: Upload, ffmpeg: string): Promise<Medium> => {
    await ready
    const id = randomBytes(8).toString('hex')
    const to = path.join(folder, id)
    const from = `${to}.part`
    try {
      await refuseFull(store)
      await receive(upload, from)
      const checked = await check(from, upload.name, upload.mime)
      upload.signal.throwIfAborted()
      // One at a time: each takes most of a processor, and the show needs the other.
      const made = await turn(() => reencode({ ffmpeg, from, to, checked, signal: upload.signal }))
      return await keep(store, id, upload, checked.format.kind, made)
    } catch (error) {
      await removeFiles(to)
      throw upload.signal.aborted ? refuse('cut-off', 'The upload was cut off.') : error
    } finally {
      await rm(from, { force: true })
    }
  }
  return {
    list: async () => await store.media.list(),
    get,
    async add(upload, ffmpeg) {
      if (uploaders.has(upload.by)) refuse('busy', 'Another file of yours is being uploaded: wait until it is there.')
      if (uploaders.size >= mediaLimits.uploads)
        refuse('busy', 'Too many files are being uploaded: try again in a moment.')
      uploaders.add(upload.by)
      try {
        return await take(upload, ffmpeg)
      } finally {
        uploaders.delete(upload.by)
      }
    },
    async remove(id) {
      const medium = await get(id)
      // First the entry: a file without one is tidied away, an entry without its file would be a lie.
      await store.media.remove(id)
      await removeFiles(path.join(folder, id))
      return medium
    },
  }
}

/** Writes what comes, and no more of it than may come; never more than a piece of it is in memory. */
async function receive({ content, signal }: Upload, file: string): Promise<void> {
  await pipeline(content, createWriteStream(file, { mode: 0o600, flags: 'wx' }), { signal })
  if (content.truncated === true)
    refuse('too-large', `The file has more than ${mediaLimits.uploadBytes / 2 ** 20} MB, and may have no more.`)
}

async function refuseFull({ media }: Pick<Store, 'media'>, more = 0): Promise<void> {
  const { count, bytes } = await media.sum()
  const { files, totalBytes } = mediaLimits
  if (count >= files) refuse('full', `There are ${count} files already, and may be ${files}: delete one first.`)
  if (bytes + more >= totalBytes)
    refuse('full', 'There are 2 GB of files already, and may be no more: delete one first.')
}

async function keep(
  store: Pick<Store, 'media'>,
  id: string,
  { name, by }: Upload,
  kind: Medium['kind'],
  made: Made,
): Promise<Medium> {
  const { file, mime, width, height, seconds, bytes } = made
  await refuseFull(store, bytes)
  await chmod(file, 0o600)
  const sha256 = await hashOf(file)
  const medium = { id, name: shownName(name), kind, mime, bytes, sha256, width, height, seconds, by, atMs: Date.now() }
  await store.media.add(medium)
  return medium
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

async function removeFiles(to: string): Promise<void> {
  for (const ending of ['.png', '.wav', '.mp4']) await rm(to + ending, { force: true })
  await rm(picturesOf(`${to}.mp4`), { recursive: true, force: true })
}

/** What a process left that ended in the middle of an upload goes. */
async function tidy(folder: string, { media }: Pick<Store, 'media'>): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const known = new Set((await media.list()).flatMap((each) => [fileOf(each), picturesOf(fileOf(each))]))
  for (const name of await readdir(folder))
    if (!known.has(name)) await rm(path.join(folder, name), { recursive: true, force: true })
}

/** Lets one after the other. */
function createTurn(): <T>(run: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return async (run) => {
    const mine = last.then(run, run)
    last = mine.catch(() => {})
    return await mine
  }
}
