import { Writable } from 'node:stream'
import { pino, type Logger } from 'pino'
import pretty from 'pino-pretty'

export type Log = Logger

/** Lines for people on stderr, with the time of day: stdout belongs to what was asked for. */
export function createLog(): Log {
  const { isTTY } = process.stderr
  const lines = pretty({
    destination: stderrLines(isTTY),
    colorize: isTTY,
    translateTime: 'SYS:HH:MM:ss',
    ignore: 'pid,hostname',
  })
  return pino({ level: 'info' }, lines)
}

/** At a terminal the progress line stands where a log line begins, and gives way to it. */
function stderrLines(isTTY: boolean): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, written) {
      process.stderr.write(isTTY ? `\r\x1b[2K${chunk.toString()}` : chunk, () => written())
    },
  })
}
