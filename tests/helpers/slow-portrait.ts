import colourTone from '../../game/bundled/colour-tone/index.ts'
import { defineGame } from '../../game/index.ts'

/** Time that one portrait picture takes to draw: several frames. */
const drawMs = 150

/** Colour & Tone whose portrait pictures take too long to draw, while the others are as quick as ever. */
export default defineGame({
  ...colourTone,
  draw(g, state, frame) {
    const until = performance.now() + (frame.height > frame.width ? drawMs : 0)
    while (performance.now() < until);
    colourTone.draw(g, state, frame)
  },
})
