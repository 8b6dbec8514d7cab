import { createLayer } from './layer.ts'
import { units } from './layout.ts'
import { panel, write } from './text.ts'
import { colours } from './theme.ts'

/** The leader board: rank, name, score. */
export const leaders = createLayer(
  'leaders',
  ({ show, layout }) => {
    const { leaders: rect, text } = layout
    const room = Math.floor((rect.height - text * units.leaderPad) / (text * units.leaderLine) + 0.1)
    const rows = Array.from(show.leaders, ({ name, score, unit = '' }) => ({ name, score: `${shown(score)}${unit}` }))
    return rows.length === 0 || room <= 0 ? null : rows.slice(0, room)
  },
  (g, rows, { leaders: rect, text: px }) => {
    const pad = px * 0.6
    const line = px * units.leaderLine
    const height = Math.round(rows.length * line + px * units.leaderPad)
    const top = rect.y + rect.height - height
    panel(g, { ...rect, y: top, height }, px * 0.6)
    for (const [index, { name, score }] of rows.entries()) {
      const y = top + (px * units.leaderPad) / 2 + (index + 0.5) * line
      const weight = index === 0 ? 800 : 600
      write(g, String(index + 1), rect.x + pad, y, { px, weight: 800, colour: colours.accent })
      const right = rect.x + rect.width - pad
      const used = write(g, score, right, y, { px, weight, align: 'right' })
      const x = rect.x + pad + px * 1.1
      write(g, name, x, y, { px, weight, width: right - used - pad - x })
    }
  },
)

/** Short enough to leave room for the name. */
function shown(score: number): string {
  if (Math.abs(score) >= 1e6) return `${Math.round(score / 1e5) / 10} M`
  return String(Math.round(score * 10) / 10)
}
