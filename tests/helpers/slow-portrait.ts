import colourTone from '../../game/bundled/colour-tone/index.ts'
import { defineGame } from '../../game/index.ts'

/** Time that one portrait picture takes to draw: several frames. */
const drawMs = 150

/** Colour & Tone whose portrait pictures take too long to draw, while the others are as quick as ever. */
export default defineGame({
  ...colourTone,
  draw(g, state, frame) {
    // Asleep, since what it computed would be taken from the other pictures.
    if (frame.height > frame.width) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, drawMs)
    colourTone.draw(g, state, frame)
  },
})
