import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { describe, it } from 'node:test'
import { createServer as createTlsServer, getCACertificates, setDefaultCACertificates } from 'node:tls'
import { parseTarget } from '../../render/index.ts'
import type { StreamConfig } from '../../render/output/encode/packet.ts'
import { startPublisher } from '../../render/output/rtmp/publisher.ts'
import type { RtmpTarget } from '../../render/output/target.ts'
import { temporaryFolder, until } from '../helpers/arcade.ts'
import { startRtmpServer } from '../helpers/nginx-rtmp.ts'
import { Rig } from '../helpers/output.ts'

const key = 'canaryKey'
const config: StreamConfig = { video: Buffer.from([1, 66, 0, 30, 255, 224, 0, 0]), audio: null }

/** Publishes to a URL until it ends. @returns the reason, and how long it took */
async function attempt(url: string): Promise<{ reason: string; ms: number }> {
  const startMs = performance.now()
  const format = { width: 64, height: 64, fps: { num: 30, den: 1 }, sampleRate: 48_000 }
  const target = parseTarget(url) as RtmpTarget
  const { promise, resolve } = Promise.withResolvers<string>()
  const none = () => {}
  const events = { open: none, idle: none, warned: none, working: none, drain: none, ended: resolve }
  startPublisher({ format, target, config, videoKbps: 600 }, events)
  const reason = await promise
  return { reason, ms: performance.now() - startMs }
}

/** A server that does with each connection what it is told to. */
async function serverThat(serves: (socket: Socket) => void): Promise<AsyncDisposable & { readonly url: string }> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    serves(socket)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { url: `rtmp://127.0.0.1:${portOf(server)}/live/${key}`, [Symbol.asyncDispose]: () => end(server, sockets) }
}

const portOf = (server: Server) => (server.address() as AddressInfo).port

async function end(server: Server, sockets: Set<Socket>): Promise<void> {
  for (const socket of sockets) socket.destroy()
  server.close()
  await once(server, 'close')
}

describe('a publisher', { concurrency: true }, () => {
  it('ends with a reason where the name of the server is not known', async () => {
    const { reason } = await attempt(`rtmp://no-such-host.invalid/live/${key}`)
    assert.match(reason, /no-such-host\.invalid/)
  })

  it('ends with a reason where nobody listens', async () => {
    const server = await serverThat(() => {})
    await server[Symbol.asyncDispose]()
    assert.match((await attempt(server.url)).reason, /ECONNREFUSED/)
  })

  it('ends at once when the server closes in the middle of the handshake', async () => {
    await using server = await serverThat((socket) => socket.once('data', () => socket.end(Buffer.alloc(100, 3))))
    const { reason, ms } = await attempt(server.url)
    assert.equal(reason, 'the server has closed the connection')
    assert.ok(ms < 2000, `${ms} ms`)
  })

  it('ends when what the server says is no RTMP, and when it is none after the handshake', async () => {
    await using web = await serverThat((socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'))
    assert.equal((await attempt(web.url)).reason, 'the server doesn’t speak RTMP')
    const hello = Buffer.concat([Buffer.from([3]), Buffer.alloc(3072), Buffer.alloc(400, 0xff)])
    await using noise = await serverThat((socket) => socket.write(hello))
    assert.equal((await attempt(noise.url)).reason, 'the server’s RTMP can’t be read')
  })

  it('waits five seconds for an answer and no longer', async () => {
    await using server = await serverThat(() => {})
    const { reason, ms } = await attempt(server.url)
    assert.equal(reason, 'the server gives no answer')
    assert.ok(ms > 4900 && ms < 8000, `${ms} ms`)
  })
})

describe('rtmps', () => {
  it('goes through TLS to a server, and only where its certificate is good', async () => {
    using folder = temporaryFolder()
    const [keyFile, certFile] = [folder.file('key.pem'), folder.file('cert.pem')]
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
    const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1']
    execFileSync('openssl', ['req', '-x509', ...curve, ...names, '-keyout', keyFile, '-out', certFile], {
      stdio: 'ignore',
    })
    await using server = await startRtmpServer()
    const sockets = new Set<Socket>()
    const cert = readFileSync(certFile, 'utf8')
    const door = createTlsServer({ key: readFileSync(keyFile), cert }, (socket) => {
      const inside = connect(server.port, '127.0.0.1')
      for (const each of [socket, inside]) sockets.add(each.on('error', () => {}))
      socket.pipe(inside).pipe(socket)
    }).listen(0, '127.0.0.1')
    await once(door, 'listening')
    const url = `rtmps://127.0.0.1:${portOf(door)}/live/${key}`
    const known = getCACertificates()
    try {
      assert.match((await attempt(url)).reason, /self-signed certificate/)
      setDefaultCACertificates([...known, cert])
      await using rig = new Rig({ preset: 'live', targets: [parseTarget(url)] })
      rig.give(0, 90)
      rig.start()
      const outlet = () => rig.output.status.outputs[0]
      await until(() => outlet()?.state === 'live' && (outlet()?.frames ?? 0) > 30)
      await rig.output.close()
      assert.deepEqual(
        [outlet()?.reconnects, outlet()?.lost, outlet()?.frames],
        [0, 0, rig.output.status.frames.written],
      )
    } finally {
      setDefaultCACertificates(known)
      await end(door, sockets)
    }
  })
})
