import { pino, type Logger } from 'pino'
import pretty from 'pino-pretty'

export type Log = Logger

/** Lines for people on stderr, with the time of day: stdout belongs to what was asked for. */
export function createLog(): Log {
  const stream = pretty({
    destination: 2,
    sync: true,
    colorize: process.stderr.isTTY,
    translateTime: 'SYS:HH:MM:ss',
    ignore: 'pid,hostname',
  })
  return pino({ level: 'info' }, stream)
}
