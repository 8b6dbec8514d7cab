import type { GameView } from '../../index.ts'
import { draw } from './draw/draw.ts'
import { place } from './draw/place.ts'
import type { Console } from './state.ts'
import { sound, soundGainDb } from './sound.ts'

export const view: GameView<Console> = {
  draw,
  sound,
  place,
  // The television has the title on it.
  withoutLayers: ['title'],
  // Five minutes of a crowd’s game are −23 LUFS as the console makes them.
  soundGainDb,
}
