import type { Log } from '../log.ts'

/** As a guard tells of a part of a game that throws: what, how often, and what. */
const thrown = /^(?:[a-z0-9-]+: )?([a-z]+) threw \([0-9]+ times so far\) (.*)$/s

/** As the painter tells of sound that can’t be made. */
const silent = /^(?:[a-z0-9-]+: )?(sound gave .*)$/s

/** Longest error that is kept, in UTF-16 units. */
const mostUnits = 500

/**
 * A log that also tells the game’s author what the game throws while it plays: at the terminal such a line is soon out of sight.
 *
 * @param threw told a sentence, such as `step threw TypeError: … at game.ts:13:14`
 */
export function heedThrows(log: Log, threw: (sentence: string) => void): Log {
  const warn = (line: string) => {
    log.warn(line)
    const sentence = sentenceIn(line)
    if (sentence !== null) threw(sentence)
  }
  return Object.assign(Object.create(log) as Log, { warn })
}

/**
 * What painters say comes from other threads, so a version may still throw when its mended one plays already. That is a line of the log like
 * any other, but no longer what is wrong with the game.
 *
 * @param heeded the log that tells the author
 * @param nowPlays URL of the version that plays
 */
export function logPainters(heeded: Log, plain: Log, nowPlays: () => string) {
  return (level: 'info' | 'warn', line: string, gameUrl?: string): void => {
    const isLate = gameUrl !== undefined && gameUrl !== nowPlays()
    const log = isLate ? plain : heeded
    log[level](line)
  }
}

/** Null for a line that is about something else. */
export function sentenceIn(line: string): string | null {
  const [, part, what] = thrown.exec(line) ?? []
  const sentence = part === undefined ? silent.exec(line)?.[1] : `${part} threw ${what}`
  return sentence?.slice(0, mostUnits).toWellFormed() ?? null
}
