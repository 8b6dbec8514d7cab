import { existsSync } from 'node:fs'
import path from 'node:path'
import { ServerError } from './error.ts'

const fileName = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,99}\.(mkv|mp4|flv|ts)$/u

/**
 * The URL of an output that is asked for over the network. Whoever may add outputs may not choose where on this machine something is
 * written, so a recording has a name only, and lies in the data directory; one that is there already is not written over.
 *
 * @throws ServerError `usage`
 */
export function remoteOutput(url: string, data: string): string {
  if (/^(rtmps?|srt|udp):\/\//i.test(url) || url === 'null:' || url === 'twitch:') return url
  if (!fileName.test(url))
    throw new ServerError(
      'usage',
      'an output that is added here is rtmp://…, rtmps://…, srt://…, udp://… or the name of a recording, such as tonight.mp4',
    )
  const file = path.join(data, 'recordings', url)
  if (existsSync(file))
    throw new ServerError('usage', `there is a recording ${JSON.stringify(url)} already; choose another name`)
  return file
}
