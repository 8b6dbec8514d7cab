import type { Context2D } from '../../../index.ts'
import { holdTicks } from '../hold.ts'
import type { Moment } from './moment.ts'
import { colours, write } from './paint.ts'

/** What is written over a race: the countdown, then its time and what the camera follows. */
export function drawOverlay(g: Context2D, moment: Moment): void {
  const { state, runTick, frame } = moment
  if (state.phase !== 'race') return
  if (runTick < holdTicks + frame.tickRate) drawCountdown(g, moment)
  if (runTick >= holdTicks) drawCaption(g, moment)
}

function drawCountdown(g: Context2D, { state, frame, runTick }: Moment): void {
  const { clear, tickRate } = frame
  const left = (holdTicks - runTick) / tickRate
  const words = left > 3 ? `Race ${state.race}` : left > 0 ? String(Math.ceil(left)) : 'Go!'
  // Each number comes large and settles; nothing blinks.
  const within = left > 3 || left <= 0 ? 0.5 : Math.ceil(left) - left
  const size = Math.min(clear.height * 0.3, clear.width * 0.16) * (1.25 - 0.25 * Math.min(1, within * 4))
  const [x, y] = [clear.x + clear.width / 2, clear.y + clear.height * 0.3]
  g.globalAlpha = left <= 0 ? Math.max(0, 1 + left) : 1
  g.lineJoin = 'round'
  g.lineWidth = size * 0.16
  g.strokeStyle = colours.night
  g.font = `800 ${Math.ceil(size)}px Inter, sans-serif`
  g.textAlign = 'center'
  g.textBaseline = 'middle'
  g.strokeText(words, Math.round(x), Math.round(y))
  write(g, words, x, y, { px: size, weight: 800, align: 'center', colour: colours.gold })
  g.globalAlpha = 1
}

/** A time of the race as it is read: `41.3 s`, `1:02.5`. */
export function timeText(ticks: number, tickRate: number): string {
  const tenths = Math.max(0, Math.floor(((ticks - holdTicks) * 10) / tickRate))
  const minutes = Math.floor(tenths / 600)
  const seconds = `${Math.floor((tenths % 600) / 10)}.${tenths % 10}`
  return minutes === 0 ? `${seconds} s` : `${minutes}:${seconds.padStart(4, '0')}`
}

/** What the camera follows. */
function shotOf({ fightFor, finishers }: Moment['state']): string {
  if (fightFor > 0) return ` · Fight for place ${fightFor}`
  return finishers.length > 0 ? ' · The finish' : ' · The leaders'
}

/** The time, who is home, and what is seen; in a narrow picture as much of it as there is room for. */
function drawCaption(g: Context2D, { state, frame, runTick, text }: Moment): void {
  const { clear } = frame
  const time = timeText(Math.floor(runTick), frame.tickRate)
  const home = state.finishers.length === 0 ? '' : ` · ${state.finishers.length}/${state.teams.length} home`
  const shot = shotOf(state)
  g.font = `600 ${Math.ceil(text)}px Inter, sans-serif`
  const room = clear.width - 3 * text
  const fits = (words: string) => g.measureText(words).width <= room - 1.2 * text
  const words = [time + home + shot, time + shot, time + home].find(fits) ?? time
  const width = Math.ceil(g.measureText(words).width + text * 1.2)
  const x = clear.x + clear.width - width
  g.fillStyle = colours.panel
  g.beginPath()
  g.roundRect(Math.round(x), clear.y, width, Math.round(text * 1.5), text * 0.4)
  g.fill()
  write(g, words, x + text * 0.6, clear.y + text * 0.76, { px: text })
}
