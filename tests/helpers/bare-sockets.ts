import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { WebSocket, WebSocketServer } from 'ws'

/** A bare server and what comes to it; all sockets go when the test ends. */
export async function openServer() {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const opened: WebSocket[] = []
  return {
    /** Both ends of a new connection. */
    async connect(options = {}): Promise<{ near: WebSocket; far: WebSocket }> {
      const far = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false, ...options })
      opened.push(far)
      const [[near]] = (await Promise.all([once(server, 'connection'), once(far, 'open')])) as [[WebSocket], unknown]
      near.on('error', () => {})
      far.on('error', () => {})
      return { near, far }
    },
    [Symbol.dispose]() {
      for (const socket of [...opened, ...server.clients]) socket.terminate()
      server.close()
    },
  }
}

/** What comes to it from now on. */
export function received(far: WebSocket): Buffer[] {
  const messages: Buffer[] = []
  far.on('message', (data: Buffer) => messages.push(data))
  return messages
}
