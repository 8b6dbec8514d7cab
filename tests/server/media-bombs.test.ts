import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { request, type IncomingMessage } from 'node:http'
import { after, before, describe, it } from 'node:test'
import type { Client } from '../helpers/accounts.ts'
import { temporaryFolder } from '../helpers/arcade.ts'
import {
  emptyZip,
  formOf,
  id3Of,
  made,
  movingPng,
  playlist,
  pngBomb,
  pngOf,
  svgBomb,
  wavOf,
} from '../helpers/media-files.ts'
import { startOwned, type OwnedArcade } from '../helpers/owned-arcade.ts'

const red = [200, 30, 30] as const
const tone = ['-f', 'lavfi', '-i', 'sine=d=0.2'] as const

/** What the whole program may take in a moment, in MB. The first file also brings the thread that looks at it. */
const mostMb = 100

describe('upload bombs, sent to the real program', () => {
  const folder = temporaryFolder()
  let arcade: OwnedArcade
  let owner: Client

  before(async () => {
    arcade = await startOwned(['--data', folder.path, '--output', 'null:', '--size', '320x180', '--fps', '10'])
    owner = arcade.owner
  })
  after(async () => {
    await arcade[Symbol.asyncDispose]()
    folder[Symbol.dispose]()
  })

  const send = async (name: string | Buffer, content: Buffer, mime?: string) => {
    const { body, type } = formOf(name, content, mime)
    const headers = { ...owner.sends, 'content-type': type }
    const response = await fetch(new URL('/api/media', arcade.url), { method: 'POST', body, headers })
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }

  const lies = temporaryFolder()
  after(() => lies[Symbol.dispose]())
  const bombs: readonly (readonly [
    what: string,
    code: string,
    words: RegExp,
    make: () => Promise<Parameters<typeof send>>,
  ])[] = [
    ['a PNG of 30,000 × 30,000 pixels', 'too-large', /30000×30000/, async () => ['big.png', await pngBomb()]],
    ['a PNG that says it has a thousand pictures', 'broken', /animation/, async () => ['a.png', movingPng()]],
    [
      'a PNG with something behind its end',
      'broken',
      /behind its end/,
      async () => ['a.png', Buffer.concat([pngOf(4, 4, red), Buffer.from('<script>')])],
    ],
    [
      'an image that is also a zip archive',
      'lies',
      /zip/,
      async () => [
        'a.jpg',
        Buffer.concat([
          await made(lies.file('a.jpg'), '-f', 'lavfi', '-i', 'color=red:s=16x16', '-frames:v', '1'),
          emptyZip,
        ]),
      ],
    ],
    ['an SVG of a billion laughs', 'not-media', /SVG/, async () => ['logo.svg', svgBomb, 'image/svg+xml']],
    ['an SVG that is named .png', 'not-media', /SVG/, async () => ['logo.png', svgBomb, 'image/png']],
    [
      'a web page that is named .png',
      'not-media',
      /web page/,
      async () => ['a.png', Buffer.from('<html><script>'), 'image/png'],
    ],
    [
      'a zip archive',
      'not-media',
      /zip/,
      async () => ['a.png', Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), Buffer.alloc(1000)])],
    ],
    ['a playlist that is named .mp4', 'not-media', /playlist/, async () => ['video.mp4', playlist, 'video/mp4']],
    ['a PNG that is sent as a video', 'lies', /video\/mp4/, async () => ['a.png', pngOf(4, 4, red), 'video/mp4']],
    ['a PNG that is named .mp4', 'lies', /\.mp4/, async () => ['a.mp4', pngOf(4, 4, red)]],
    ['a WAV whose header says hours', 'too-long', /lasts/, async () => ['a.wav', wavOf(1000, { dataBytes: 2 ** 30 })]],
    ['a WAV of one sample a second', 'too-long', /lasts/, async () => ['a.wav', wavOf(400_000, { rate: 1 })]],
    [
      'an MP3 that is nearly all tag',
      'too-large',
      /before its sound/,
      async () => ['a.mp3', Buffer.concat([id3Of(30 * 2 ** 20), await made(lies.file('a.mp3'), ...tone)])],
    ],
    ['an MP3 tag with no sound behind it', 'broken', /no sound/, async () => ['a.mp3', id3Of(1000)]],
    [
      'an image of 20 MB',
      'too-large',
      /MB/,
      async () => ['a.png', Buffer.concat([pngOf(4, 4, red), Buffer.alloc(20 * 2 ** 20)])],
    ],
    ['an empty file', 'not-media', /empty/, async () => ['a.png', Buffer.alloc(0)]],
  ]

  for (const [what, code, words, make] of bombs)
    it(`refuses ${what} before anything decodes it`, async (t) => {
      const [name, content, mime] = await make()
      const memory = watchMemory(arcade.pid)
      const startedAt = performance.now()
      const answer = await send(name, content, mime)
      t.diagnostic(
        `${Math.round(performance.now() - startedAt)} ms, ${memory.peakMb()} MB more, ${content.length} bytes`,
      )
      assert.deepEqual([answer.status, answer.body['code']], [409, code], JSON.stringify(answer.body))
      assert.match(String(answer.body['error']), words)
      assert.ok(memory.peakMb() < mostMb, `${memory.peakMb()} MB more than before`)
      assert.deepEqual(readdirSync(`${folder.path}/media`), [])
    })

  it('takes no more of a file than it may have, holds none of it in memory, and keeps none', async (t) => {
    const memory = watchMemory(arcade.pid)
    const { body, type } = formOf('a.wav', Buffer.alloc(0))
    const piece = Buffer.alloc(2 ** 20)
    // Without a length: only by reading can it be known that it is too long.
    const upload = request(new URL('/api/media', arcade.url), {
      ...{ method: 'POST', agent: false, headers: { ...owner.sends, 'content-type': type } },
    })
    const answered = once(upload, 'response') as Promise<[IncomingMessage]>
    const head = body.indexOf('\r\n\r\n') + 4
    upload.write(body.subarray(0, head))
    for (let sent = 0; sent < 101; sent++) if (!upload.write(piece)) await once(upload, 'drain')
    upload.end(body.subarray(head))
    const [response] = await answered
    const text = Buffer.concat(await response.toArray()).toString()
    t.diagnostic(`${memory.peakMb()} MB more`)
    assert.deepEqual([response.statusCode, (JSON.parse(text) as { code: string }).code], [409, 'too-large'])
    assert.ok(memory.peakMb() < mostMb, `${memory.peakMb()} MB more than before`)
    assert.deepEqual(readdirSync(`${folder.path}/media`), [])
  })

  it('reads nothing of a file that says it is larger than it may be', async () => {
    const upload = request(new URL('/api/media', arcade.url), {
      ...{ method: 'POST', agent: false },
      headers: { ...owner.sends, 'content-type': 'multipart/form-data; boundary=x', 'content-length': 2 ** 30 },
    })
    upload.on('error', () => {})
    upload.flushHeaders()
    const [response] = (await once(upload, 'response')) as [IncomingMessage]
    assert.deepEqual([response.statusCode, response.headers.connection], [409, 'close'])
    upload.destroy()
  })

  const tricks: readonly (readonly [string | Buffer, string])[] = [
    ['../../../x.png', 'x.png'],
    ['..\\..\\con.png', 'con.png'],
    ['con.png', 'con.png'],
    [Buffer.from('a\0.png'), 'a.png'],
    ['\u202egnp.exe.png', 'gnp.exe.png'],
    [`${'long'.repeat(100)}.png`, 'long'.repeat(20)],
  ]
  for (const [name, shown] of tricks)
    it(`uses nothing of a name like ${JSON.stringify(String(name).slice(0, 20))} but to show it`, async () => {
      const answer = await send(name, pngOf(8, 6, red))
      assert.equal(answer.status, 200, JSON.stringify(answer.body))
      const { id } = answer.body as { id: string }
      assert.equal(answer.body['name'], shown)
      assert.deepEqual(readdirSync(`${folder.path}/media`), [`${id}.png`])
      assert.equal((await owner.request('DELETE', `/api/media/${id}`)).status, 200)
      assert.deepEqual(readdirSync(`${folder.path}/media`), [])
    })
})

/** The most that a process has taken since now, in MB over what it took then. */
function watchMemory(pid: number) {
  const read = (name: string) =>
    Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
  // Begins the mark anew (proc(5)).
  writeFileSync(`/proc/${pid}/clear_refs`, '5')
  const base = read('VmRSS')
  return { peakMb: () => Math.round((read('VmHWM') - base) / 1024) }
}
