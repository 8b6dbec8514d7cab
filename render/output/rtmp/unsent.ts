import { readFile } from 'node:fs/promises'
import type { Socket } from 'node:net'

/** How often the system is asked, and for how long it may tell of no progress, in ms. */
const askMs = 500
const patienceMs = 2500

/** Below this nothing is stuck: what was just written waits for its acknowledgement. */
const minStuckBytes = 2048

/**
 * Watches whether what a socket has to send is taken at the other end. A server that accepts and doesn't read leaves ever more
 * bytes unsent, and the system knows them long before a write fails: its own buffer swallows seconds of a stream.
 *
 * @param stuck called once, when nothing was taken for 2.5 seconds
 * @returns stops watching
 */
export function watchUnsent(socket: Socket, stuck: () => void): () => void {
  let since = performance.now()
  let before = { unsent: 0, written: 0 }
  let isAsking = false
  const ask = async () => {
    const unsent = (await kernelUnsent(socket)) ?? 0
    const now = { unsent: unsent + socket.writableLength, written: socket.bytesWritten }
    // Taken is what was written in the meantime, less what there is more of to send.
    const taken = now.written - before.written - (now.unsent - before.unsent)
    if (now.unsent < minStuckBytes || taken > 0) since = performance.now()
    before = now
    if (performance.now() - since < patienceMs) return
    clearInterval(timer)
    stuck()
  }
  const timer = setInterval(() => {
    if (isAsking) return
    isAsking = true
    void ask().finally(() => (isAsking = false))
  }, askMs)
  return () => clearInterval(timer)
}

/**
 * Bytes that the system holds for the other end, sent or not, and that were not acknowledged.
 * From /proc/net/tcp (proc(5)): local address, remote address, state, then the two queues in hexadecimal. Null where there is no such file.
 */
async function kernelUnsent(socket: Socket): Promise<number | null> {
  const local = portHex(socket.localPort)
  const remote = portHex(socket.remotePort)
  const file = socket.remoteFamily === 'IPv6' ? '/proc/net/tcp6' : '/proc/net/tcp'
  try {
    const table = await readFile(file, 'latin1')
    const line = table.split('\n').find((each) => {
      const [, from = '', to = ''] = each.trim().split(/ +/, 3)
      return from.endsWith(local) && to.endsWith(remote)
    })
    const queues = line?.trim().split(/ +/, 5)[4]
    return queues === undefined ? null : Number.parseInt(queues.split(':', 1)[0] ?? '', 16)
  } catch {
    return null
  }
}

function portHex(port: number | undefined): string {
  return `:${(port ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}
