import type { FastifyInstance } from 'fastify'
import type { Picture } from '../render/index.ts'

/** Clients at once; who comes beyond is told to try again. */
const maxClients = 20

/** Pictures that a client may miss in a row, half a minute's worth, before it is cut: it would keep a place from others. */
const maxMissed = 150

const boundary = 'still'

/**
 * Serves small pictures of the show as `multipart/x-mixed-replace`, which browsers show as a moving image and many tools read.
 * A client that takes them slowly misses some; it delays nobody and no more than one waits for it.
 *
 * @param picture the show's, or null while there is none
 */
export function serveMjpeg(app: FastifyInstance, picture: () => Pick<Picture, 'watch'> | null): void {
  let clients = 0
  app.get('/preview.mjpeg', { exposeHeadRoute: false }, (_request, reply) => {
    const source = picture()
    if (source === null) return reply.code(503).send({ error: 'the show is not open yet' })
    if (clients >= maxClients)
      return reply
        .code(503)
        .header('retry-after', '10')
        .send({ error: `${maxClients} clients watch already` })
    clients += 1
    reply.hijack()
    const { raw } = reply
    raw.writeHead(200, {
      'content-type': `multipart/x-mixed-replace; boundary=${boundary}`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      connection: 'close',
    })
    raw.write(`--${boundary}\r\n`)
    let missed = 0
    const stop = source.watch((jpeg) => {
      missed = raw.writableNeedDrain ? missed + 1 : 0
      if (missed > maxMissed) raw.destroy()
      if (missed > 0) return
      raw.cork()
      raw.write(`Content-Type: image/jpeg\r\nContent-Length: ${jpeg.length}\r\n\r\n`)
      raw.write(jpeg)
      // The next part's boundary goes out at once: a browser shows a picture when it has seen the end of it.
      raw.write(`\r\n--${boundary}\r\n`)
      raw.uncork()
    })
    raw.once('close', () => {
      clients -= 1
      stop()
    })
    raw.on('error', () => {})
    return reply
  })
}
