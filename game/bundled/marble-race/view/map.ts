import type { Context2D } from '../../../index.ts'
import { laneWidth } from '../course/parts.ts'
import { teams } from '../teams.ts'
import { mapWidth, type Moment } from './moment.ts'
import { colours } from './paint.ts'

/** The whole course in a strip at the left: its sections, who is where, and what the picture shows of it. */
export function drawMap(g: Context2D, moment: Moment): void {
  const { state, frame, course, x, y, count, text } = moment
  const { clear } = frame
  const width = Math.round((mapWidth - 0.5) * text)
  const long = course.length + 60
  const per = clear.height / long
  g.fillStyle = colours.panel
  g.fillRect(clear.x, clear.y, width, clear.height)
  for (const [index, section] of course.sections.entries()) {
    g.fillStyle = colours.lane[index % 2]!
    g.fillRect(clear.x + 2, clear.y + section.y * per, width - 4, section.height * per)
  }
  g.fillStyle = colours.text
  g.fillRect(clear.x, Math.round(clear.y + course.length * per), width, 3)
  const dot = Math.max(3, Math.round(text * (count > 100 ? 0.14 : 0.24)))
  for (let i = 0; i < count; i++) {
    if (Number.isNaN(y[i]!)) continue
    g.fillStyle = teams[state.teams.charCodeAt(i) - 48]?.colour ?? colours.text
    const across = clear.x + 2 + (x[i]! / laneWidth) * (width - 4 - dot)
    const down = clear.y + Math.min(long, y[i]!) * per - dot / 2
    g.fillRect(Math.round(across), Math.round(down), dot, dot)
  }
  const [from, to] = [moment.from + clear.y / moment.scale, moment.from + (clear.y + clear.height) / moment.scale]
  const first = Math.max(clear.y, clear.y + from * per)
  g.strokeStyle = colours.text
  g.lineWidth = 2
  g.strokeRect(clear.x, first, width, Math.max(4, Math.min(clear.y + clear.height, clear.y + to * per) - first))
}
