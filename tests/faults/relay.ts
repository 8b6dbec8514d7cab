import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A wire between the show and the server, which can be cut, blocked and narrowed. */
export interface Relay extends AsyncDisposable {
  readonly port: number
  /** When each connection came, in ms. */
  readonly connectedAtMs: readonly number[]
  /** Accepts connections, and reads nothing from them. */
  stall(isStalled: boolean): void
  /** Reads so many bytes a second at most; null for all that come. */
  limit(bytesPerSecond: number | null): void
  /** Resets each connection. */
  reset(): void
}

/** Bytes read at once: a narrow way takes little at a time. */
const pieceBytes = 4096

export async function startRelay(serverPort: number): Promise<Relay> {
  const clients = new Set<Socket>()
  const connectedAtMs: number[] = []
  let isStalled = false
  let bytesPerSecond: number | null = null

  const server = createServer({ highWaterMark: pieceBytes }, (client) => {
    connectedAtMs.push(performance.now())
    const upstream = connect(serverPort, '127.0.0.1')
    clients.add(client)
    if (isStalled) client.pause()
    let freeAtMs = performance.now()
    client.on('data', (bytes: Buffer) => {
      upstream.write(bytes)
      if (isStalled) client.pause()
      else if (bytesPerSecond !== null) {
        client.pause()
        freeAtMs = Math.max(freeAtMs, performance.now() - 20) + (bytes.length * 1000) / bytesPerSecond
        setTimeout(() => !isStalled && client.resume(), Math.max(0, freeAtMs - performance.now()))
      }
    })
    upstream.on('data', (bytes: Buffer) => client.write(bytes))
    for (const socket of [client, upstream]) socket.on('error', () => {})
    client.once('close', () => {
      clients.delete(client)
      upstream.destroy()
    })
    upstream.once('close', () => client.destroy())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    connectedAtMs,
    stall(yes) {
      isStalled = yes
      for (const client of clients) client[yes ? 'pause' : 'resume']()
    },
    limit: (rate) => (bytesPerSecond = rate),
    reset: () => clients.forEach((client) => client.resetAndDestroy()),
    async [Symbol.asyncDispose]() {
      server.close()
      for (const client of clients) client.destroy()
      await once(server, 'close')
    },
  }
}
