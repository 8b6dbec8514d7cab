import assert from 'node:assert/strict'
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { after, before, describe, it } from 'node:test'
import { browserOf, testPassword, type Client } from '../helpers/accounts.ts'
import { runArcade, temporaryFolder, until } from '../helpers/arcade.ts'
import { decodeSound } from '../helpers/media.ts'
import { formOf, made, pngOf } from '../helpers/media-files.ts'
import { startOwned, type OwnedArcade } from '../helpers/owned-arcade.ts'
import { spectrum } from '../helpers/spectrum.ts'

const blue = [20, 40, 220] as const
const small = ['--preset', 'lossless', '--size', '320x180']

/** What is at hand to upload: a bare colour for each video, so that its pictures are known. */
const files = {
  'photo.jpg': ['-f', 'lavfi', '-i', 'color=red:s=64x48', '-frames:v', '1', '-metadata', 'comment=secret'],
  'still.webp': ['-f', 'lavfi', '-i', 'color=red:s=64x48', '-frames:v', '1', '-c:v', 'libwebp'],
  'loop.mp4': [
    '-f',
    'lavfi',
    '-i',
    'color=0x00ff00:s=320x180:d=1:r=24',
    '-metadata',
    'title=secret',
    '-pix_fmt',
    'yuv420p',
  ],
  'loop.webm': ['-f', 'lavfi', '-i', 'color=0x00ff00:s=320x180:d=1:r=24', '-c:v', 'libvpx', '-deadline', 'realtime'],
  'ping.wav': ['-f', 'lavfi', '-i', 'sine=f=5000:d=0.5', '-metadata', 'title=secret'],
  'ping.ogg': ['-f', 'lavfi', '-i', 'sine=f=5000:d=0.5', '-metadata', 'title=secret'],
  'ping.mp3': ['-f', 'lavfi', '-i', 'sine=f=3000:d=0.5', '-metadata', 'title=secret'],
} as const

interface Entry {
  readonly id: string
  readonly kind: string
  readonly mime: string
  readonly seconds: number | null
  readonly width: number | null
  readonly inUse: readonly string[]
}

async function send(client: Client, url: string, name: string, content: Buffer) {
  const { body, type } = formOf(name, content)
  const headers = { ...client.sends, 'content-type': type }
  const response = await fetch(new URL('/api/media', url), { method: 'POST', body, headers })
  return { status: response.status, body: (await response.json()) as Entry & { code?: string } }
}

/** Part of a frame’s pixels that have about this colour, 0 to 1. */
async function shareOf(video: string, frame: number, colour: readonly number[]): Promise<number> {
  using folder = temporaryFolder()
  const pick = ['-i', video, '-vf', `select=eq(n\\,${frame})`, '-frames:v', '1', '-f', 'rawvideo', '-pix_fmt', 'rgb24']
  const pixels = await made(folder.file('frame.rgb'), ...pick)
  let count = 0
  for (let at = 0; at < pixels.length; at += 3)
    if (colour.every((value, i) => Math.abs(value - (pixels[at + i] as number)) < 25)) count += 1
  return count / (pixels.length / 3)
}

describe('media of the streamer’s own', { timeout: 120_000 }, () => {
  const folder = temporaryFolder()
  const data = folder.file('data')
  const media = () => readdirSync(`${data}/media`).toSorted()
  let arcade: OwnedArcade
  let owner: Client
  let video = ''
  let starts = 0

  const start = async () => {
    video = folder.file(`show-${(starts += 1)}.mkv`)
    const args = ['--chat', 'local:', ...small, '--output', video, '--data', data, '--speech', 'off']
    arcade = await startOwned(args)
    owner = arcade.owner
  }
  /** The number of a frame that shows what was done until now. */
  const later = async (): Promise<number> => {
    const { written } = (await arcade.status()).stream.frames
    return await until(async () => {
      const now = (await arcade.status()).stream.frames.written
      return now > written + 12 && now - 2
    })
  }
  const act = async (path: string, body: object) => {
    const answer = await owner.post(path, body)
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    return Number(answer.body['deed'])
  }
  const list = async () => (await owner.get('/api/media')).body as unknown as Entry[]
  const idOf = async (kind: string) => (await list()).find((each) => each.kind === kind)?.id ?? ''

  before(start)
  after(async () => {
    await arcade[Symbol.asyncDispose]()
    folder[Symbol.dispose]()
  })

  it('are made anew from what they decode to, with nothing else of the upload in them', async () => {
    for (const [name, args] of Object.entries(files)) {
      const content = await made(folder.file(name), ...args)
      if (name !== 'photo.jpg' && !name.startsWith('still') && name !== 'loop.webm')
        assert.ok(content.includes('secret'), name)
      const { status, body } = await send(owner, arcade.url, name, content)
      assert.equal(status, 200, `${name}: ${JSON.stringify(body)}`)
      const response = await fetch(new URL(`/api/media/${body.id}/file`, arcade.url), { headers: owner.sends })
      const kept = Buffer.from(await response.arrayBuffer())
      assert.deepEqual([response.status, response.headers.get('content-type')], [200, body.mime])
      assert.equal(response.headers.get('x-content-type-options'), 'nosniff')
      assert.equal(response.headers.get('content-disposition'), `inline; filename*=UTF-8''${name}`)
      assert.ok(!kept.includes('secret') && !kept.equals(content), name)
      const long = name.startsWith('ping') ? 0.5 : 1
      if (body.seconds !== null) assert.ok(Math.abs(body.seconds - long) < 0.15, `${name} lasts ${body.seconds} s`)
      if (name === 'loop.mp4') {
        const part = await fetch(response.url, { headers: { ...owner.sends, range: 'bytes=0-99' } })
        assert.deepEqual([part.status, (await part.arrayBuffer()).byteLength], [206, 100])
      }
    }
    assert.deepEqual((await list()).map(({ kind, mime }) => `${kind} ${mime}`).toSorted(), [
      ...Array(2).fill('image image/png'),
      ...Array(3).fill('sound audio/wav'),
      ...Array(2).fill('video video/mp4'),
    ])
    for (const name of media()) assert.equal(statSync(`${data}/media/${name}`).mode & 0o077, 0, name)
  })

  it('are for those who may manage them, and for nobody else before they are on the air', async () => {
    const invited = await owner.post('/api/invitations', { role: 'moderator' })
    const moderator = browserOf(arcade.url)
    const secret = String(invited.body['path']).split('invite=')[1]
    await moderator.post('/api/invitations/redeem', { secret, name: 'mod', password: testPassword })
    assert.equal((await send(moderator, arcade.url, 'a.png', pngOf(4, 4, blue))).status, 403)
    assert.equal((await moderator.get('/api/media')).status, 403)
    const image = await idOf('image')
    assert.equal((await fetch(new URL(`/media/${image}.png`, arcade.url))).status, 404)
    assert.equal((await fetch(new URL(`/api/media/${image}/file`, arcade.url))).status, 401)
    const forged = browserOf(arcade.url)
    Object.assign(forged.sends, owner.sends, { 'x-csrf-token': 'another' })
    assert.equal((await send(forged, arcade.url, 'a.png', pngOf(4, 4, blue))).status, 403)
  })

  it('leave nothing where an upload is cut off, and come one at a time from an account', async () => {
    const known = media()
    const { body, type } = formOf('a.wav', Buffer.alloc(2 ** 20))
    const upload = httpRequest(new URL('/api/media', arcade.url), {
      ...{ method: 'POST', agent: false },
      headers: { ...owner.sends, 'content-type': type, 'content-length': body.length },
    })
    upload.on('error', () => {})
    upload.write(body.subarray(0, 300_000))
    await until(() => media().length > known.length)
    const second = await send(owner, arcade.url, 'b.png', pngOf(4, 4, blue))
    assert.deepEqual([second.status, second.body.code], [409, 'busy'])
    upload.destroy()
    await until(() => media().length === known.length)
    assert.equal((await send(owner, arcade.url, 'b.png', pngOf(40, 40, blue))).status, 200)
  })

  const frames: Record<string, number> = {}

  it('come into the corner, behind a slate and to the ear while the show runs, and go by undo', async () => {
    const [image, film, sound] = [await idOf('image'), await idOf('video'), await idOf('sound')]
    const wrong = await owner.post(`/api/media/${image}/use`, { as: 'sound' })
    assert.deepEqual([wrong.status, wrong.body['code']], [409, 'wrong-kind'])
    frames['bare'] = await later()
    const deed = await act(`/api/media/${image}/use`, { as: 'branding' })
    frames['branded'] = await later()
    await act('/api/show/branding', { isOn: false })
    frames['hidden'] = await later()
    await act('/api/show/branding', { isOn: true })
    frames['back'] = await later()
    assert.equal((await fetch(new URL(`/media/${image}.png`, arcade.url))).status, 200)
    const refused = await owner.request('DELETE', `/api/media/${image}`)
    assert.deepEqual([refused.status, refused.body['code']], [409, 'in-use'])
    await act(`/api/log/${deed}/undo`, {})
    frames['undone'] = await later()
    assert.equal((await fetch(new URL(`/media/${image}.png`, arcade.url))).status, 404)
    await act(`/api/media/${sound}/use`, { as: 'sound' })
    frames['heard'] = await later()
    const others = (await list()).filter(({ id, kind }) => kind === 'sound' && id !== sound)
    for (const { id } of others) await act(`/api/media/${id}/use`, { as: 'sound' })
    frames['others'] = await later()
    await act(`/api/media/${sound}/use`, { as: 'sound' })
    frames['again'] = await later()
    await act(`/api/media/${film}/use`, { as: 'slate' })
    frames['unslated'] = await later()
    await act('/api/show/slate', { slate: 'break' })
    frames['slated'] = await later()
    const silent = await owner.post(`/api/media/${sound}/use`, { as: 'sound' })
    assert.deepEqual([silent.status, silent.body['code']], [409, 'not-now'])
    await act('/api/show/panic', {})
    frames['panic'] = await later()
    await act('/api/show/panic/end', {})
    await act(`/api/media/${image}/use`, { as: 'branding' })
    const inUse = (await list()).flatMap(({ id, inUse: as }) => as.map((each) => `${each} ${id}`))
    assert.deepEqual(inUse.toSorted(), [`branding ${image}`, `slate ${film}`])
    await later()
    await arcade.stop()
    await check(video)
  })

  /** The very pictures and sounds, on the air and when the show is shot again. */
  const check = async (file: string) => {
    const at = (name: string) => frames[name] as number
    assert.equal(await shareOf(file, at('bare'), blue), 0)
    for (const name of ['branded', 'back']) assert.ok((await shareOf(file, at(name), blue)) > 0.003, name)
    for (const name of ['hidden', 'undone']) assert.equal(await shareOf(file, at(name), blue), 0, name)
    const dark = async (frame: number) => await shareOf(file, frame, [9, 62, 18])
    // A word of the show may have a colour like it.
    assert.ok((await dark(at('unslated'))) < 0.02)
    assert.ok((await dark(at('slated'))) > 0.3, `${await dark(at('slated'))}`)
    assert.ok((await dark(at('panic'))) < 0.02)
    const { left } = await decodeSound(file)
    const loudest = (from: number, to: number) => {
      let most = -Infinity
      for (let begin = from * 1600; begin < to * 1600 && begin + 2 ** 16 <= left.length; begin += 2 ** 14)
        most = Math.max(most, levelAt(left.subarray(begin, begin + 2 ** 16)))
      return most
    }
    const quiet = levelAt(left.subarray(at('undone') * 1600 - 2 ** 16, at('undone') * 1600))
    assert.ok(quiet < -60, `${quiet} dB before`)
    for (const [from, to] of [
      ['undone', 'heard'],
      ['others', 'again'],
    ] as const)
      assert.ok(loudest(at(from), at(to)) > -30, `${loudest(at(from), at(to))} dB ${to}`)
  }

  const session = () => readdirSync(`${data}/sessions`).find((name) => name.endsWith('.jsonl')) ?? ''
  /** The file behind slates, as the journal has it. */
  const chosen = () =>
    /"backdrop","image":"([0-9a-f]+\.mp4)/.exec(readFileSync(`${data}/sessions/${session()}`, 'utf8'))?.[1] ?? ''

  it('are what a replay shows, and are left out with a warning where they are gone', async () => {
    const again = folder.file('again.mkv')
    const id = session().replace('.jsonl', '')
    const args = ['replay', id, '--data', data, '--preset', 'lossless', '--output', again]
    const replayed = await runArcade(args)
    assert.equal(replayed.code, 0, replayed.stderr)
    await check(again)
    const film = chosen()
    rmSync(`${data}/media/${film}`)
    const poorer = await runArcade(args)
    assert.equal(poorer.code, 0, poorer.stderr)
    assert.match(poorer.stderr, new RegExp(`the show used the file ${film}, which is not in`))
    assert.ok((await shareOf(again, frames['slated'] as number, [9, 62, 18])) < 0.02)
  })

  it('are chosen again when the program starts again', async () => {
    await start()
    const inUse = async () => (await list()).flatMap(({ inUse: as }) => as).toSorted()
    await until(async () => (await inUse()).length === 2)
    assert.deepEqual(await inUse(), ['branding', 'slate'])
    const frame = await later()
    await act('/api/media/unuse', { as: 'branding' })
    await act('/api/media/unuse', { as: 'slate' })
    for (const { id } of await list()) assert.equal((await owner.request('DELETE', `/api/media/${id}`)).status, 200)
    assert.deepEqual(media(), [])
    await arcade.stop()
    assert.ok((await shareOf(video, frame, blue)) > 0.003)
  })
})

/** How loud 3 kHz is among all else, in dB below the strongest. */
function levelAt(samples: Float64Array): number {
  const power = spectrum(samples)
  const bin = Math.round((3000 / 48_000) * 2 * power.length)
  return Math.max(...power.subarray(bin - 5, bin + 6))
}
