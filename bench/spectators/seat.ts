import http from 'node:http'

/** Keeps its sockets: who asks for a thousand seats shall not make as many connections for it. */
const agent = new http.Agent({ keepAlive: true, maxSockets: 8 })

/** The path of a seat in the room at this port, or null where it is full. */
export function takeSeat(port: number): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const asked = http.request({ port, agent, method: 'POST', path: '/matchmake/join/arcade' }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part: string) => (text += part))
      response.on('end', () => {
        const { processId, roomId, sessionId } = JSON.parse(text) as Record<string, string>
        resolve(response.statusCode === 200 ? `/${processId}/${roomId}?sessionId=${sessionId}` : null)
      })
    })
    asked.on('error', reject).end()
  })
}

/** Calls `task` for each number below `count`, so many at a time. */
export async function each(count: number, atOnce: number, task: () => Promise<void>): Promise<void> {
  let left = count
  const work = async () => {
    while (left-- > 0) await task()
  }
  await Promise.all(Array.from({ length: atOnce }, work))
}
