import type { Log } from '../log.ts'

const quiet = () => {}

/** A test tells by its result: what a show would write about the game is thrown, and the rest is nobody's business. */
export const silentLog = { info: quiet, warn: quiet, error: quiet, debug: quiet } as unknown as Log
