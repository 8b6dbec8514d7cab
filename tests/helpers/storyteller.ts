import colourTone from '../../game/bundled/colour-tone/index.ts'
import { defineGame } from '../../game/index.ts'

/** Colour & Tone that tells a story when the pitch changes, and gives the synth numbers that are none. */
export default defineGame({
  ...colourTone,
  story: ({ hz }) => ({ text: `The tone is ${hz} hertz now`, atTick: hz === 220 ? 0 : 10 }),
  sound(synth, state) {
    synth.sine('wrong', { hz: Number.NaN, gain: 0.1 })
    synth.sine('tone', { hz: state.hz, gain: 0.05 })
  },
})
