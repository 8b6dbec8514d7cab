export { sound } from './sound/sound.ts'

/** Measured, so that five minutes of it come out at −16 LUFS. */
export const soundGainDb = 7
