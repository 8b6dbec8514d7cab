import { z } from 'zod'
import { rules } from '../../../game/bundled/colour-tone/rules.ts'
import { view } from '../../../game/bundled/colour-tone/view.ts'
import { defineGame, file, integer } from '../../../game/index.ts'

/** A game with settings of its own, a file among them. Its tone begins as high as they say, and as the best of all time has points. */
export default defineGame({
  ...rules,
  ...view,
  id: 'cartridge',
  settings: z.object({
    lives: integer(1, 9).default(3).describe('how often you may lose'),
    mood: z.enum(['calm', 'wild'], 'calm or wild').default('calm'),
    rom: file(),
  }),
  setup(state, { settings, standings }) {
    const { lives, rom } = settings as { readonly lives: number; readonly rom?: Uint8Array }
    state.hz = 100 * lives + (rom?.[0] ?? 0) + (standings[0]?.points ?? 0)
  },
})
