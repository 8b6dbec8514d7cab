import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { ffmpeg } from '../helpers/media.ts'
import { numberOf, shownBytes, shownFilter } from './picture.ts'

/** A decoded picture: its number (null where it is damaged), and when it came out of the decoder. */
export interface Shown {
  readonly number: number | null
  readonly atMs: number
}

/** What came by one connection of the player. */
export type Session = readonly Shown[]

export interface Player extends AsyncDisposable {
  readonly sessions: readonly Session[]
  /** The newest number that was shown; -1 before the first. */
  readonly newest: number
}

const words = (text: string) => text.split(' ')

/** Plays as soon as it can, without a buffer of its own. */
const playerInput = words('-hide_banner -nostdin -v error -probesize 20000 -analyzeduration 0 -flags low_delay')

/**
 * Each picture as it comes, through a filter that leaves little of it. One thread, since the encoder of raw video would have as many
 * as there are cores otherwise, and hold back a picture for each of them.
 */
const playerOutput = (filter: string) => [
  ...words('-map 0:v -fps_mode passthrough -flush_packets 1 -threads 1 -f rawvideo'),
  ...['-vf', filter, 'pipe:1'],
]

/** A viewer that never gives up: whenever its connection ends it asks again. */
export function startPlayer(url: string, filter = shownFilter): Player {
  const sessions: Shown[][] = []
  let newest = -1
  const playing = keepPlaying(url, filter, (pictures) => {
    const session: Shown[] = []
    readPictures(pictures, (shown) => {
      if (session.length === 0) sessions.push(session)
      session.push(shown)
      newest = Math.max(newest, shown.number ?? -1)
    })
  })
  return {
    get sessions() {
      return sessions
    },
    get newest() {
      return newest
    },
    [Symbol.asyncDispose]: () => playing[Symbol.asyncDispose](),
  }
}

/** Runs ffmpeg on a stream, and again whenever it ends. @param connected gets what the filter leaves of the pictures, for each connection */
export function keepPlaying(url: string, filter: string, connected: (pictures: Readable) => void): AsyncDisposable {
  const over = new AbortController()
  let child: ChildProcess | null = null
  const loop = async () => {
    while (!over.signal.aborted) {
      child = spawn(ffmpeg, [...playerInput, '-i', url, ...playerOutput(filter)], {
        stdio: ['ignore', 'pipe', 'ignore'],
      })
      const closed = once(child, 'close')
      connected(child.stdout as Readable)
      await closed
      await sleep(20)
    }
  }
  const kill = () => void child?.kill('SIGKILL')
  // Whoever plays may end without closing this, by `process.exit` or an error, and a player at a silent stream never ends of itself.
  process.once('exit', kill)
  const looping = loop()
  return {
    async [Symbol.asyncDispose]() {
      over.abort()
      kill()
      await looping
      process.off('exit', kill)
    },
  }
}

function readPictures(stream: Readable, shown: (picture: Shown) => void): void {
  let rest: Buffer = Buffer.alloc(0)
  stream.on('data', (chunk: Buffer) => {
    const bytes = Buffer.concat([rest, chunk])
    const whole = bytes.length - (bytes.length % shownBytes)
    for (let at = 0; at < whole; at += shownBytes)
      shown({ number: numberOf(bytes.subarray(at, at + shownBytes)), atMs: performance.now() })
    rest = bytes.subarray(whole)
  })
}
