import type { Context2D, GameView, PictureFrame } from '../../index.ts'
import type { MarbleRace } from './field.ts'
import { holdTicks } from './hold.ts'
import { sound, soundGainDb } from './sound.ts'
import { place } from './place.ts'
import { drawStars } from './view/stars.ts'
import { drawConfetti } from './view/confetti.ts'
import { drawLabels } from './view/labels.ts'
import { drawLane, drawSigns } from './view/lane.ts'
import { drawLobby } from './view/lobby.ts'
import { drawMap } from './view/map.ts'
import { drawMarbles, drawRings } from './view/marbles.ts'
import { momentOf } from './view/moment.ts'
import { drawMovers } from './view/movers.ts'
import { drawOverlay } from './view/overlay.ts'
import { colours } from './view/paint.ts'
import { drawPodium } from './view/podium.ts'

export const view: GameView<MarbleRace> = {
  draw,
  sound,
  story({ phase, phaseAtTick, race, finishers, names }) {
    const winner = names[finishers[0] ?? -1]
    return phase === 'finish' && winner !== undefined
      ? { text: `${winner} wins race ${race}`, atTick: phaseAtTick }
      : null
  },
  // Everybody plays for themselves: there is nothing to vote on.
  withoutLayers: ['vote'],
  place,
  images: {
    'marbles-large': 'marbles-large.png',
    'marbles-middle': 'marbles-middle.png',
    'marbles-small': 'marbles-small.png',
  },
  soundGainDb,
}

function draw(g: Context2D, state: MarbleRace, frame: PictureFrame): void {
  const moment = momentOf(state, frame)
  const { scale, left, top } = moment
  g.fillStyle = colours.night
  g.fillRect(0, 0, frame.width, frame.height)
  drawStars(g, moment)
  g.save()
  g.translate(left, top)
  g.scale(scale, scale)
  drawLane(g, moment)
  drawMovers(g, moment)
  drawMarbles(g, moment)
  if (state.phase === 'race' && moment.runTick > holdTicks) drawRings(g, moment)
  g.restore()
  drawSigns(g, moment)
  // Before the start nobody is ahead, and on the podium all names stand.
  if (state.phase !== 'finish' && moment.runTick > holdTicks) drawLabels(g, moment)
  drawMap(g, moment)
  drawOverlay(g, moment)
  if (state.phase === 'lobby') drawLobby(g, moment)
  if (state.phase !== 'finish') return
  drawPodium(g, moment)
  drawConfetti(g, moment)
}
