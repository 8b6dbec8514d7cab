import { connect } from 'node:net'

export interface Place {
  readonly host: string
  readonly port: number
}

/**
 * How long a TCP connection takes to open, in ms, from when the address is known: who is near is told by the way there,
 * not by the name server. Null where it is refused or takes longer than the limit, name and all.
 */
export async function connectMs({ host, port }: Place, limitMs: number): Promise<number | null> {
  let startedAt = performance.now()
  const { promise, resolve } = Promise.withResolvers<number | null>()
  const socket = connect({ host, port })
  const tooLong = setTimeout(() => resolve(null), limitMs)
  socket.once('lookup', () => (startedAt = performance.now()))
  socket.once('connect', () => resolve(performance.now() - startedAt))
  socket.on('error', () => resolve(null))
  const ms = await promise
  clearTimeout(tooLong)
  socket.destroy()
  return ms
}
