import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { temporaryFolder } from './arcade.ts'

/** Parts of a game's text, in place of those of a plain one. */
export interface GameParts {
  readonly tickRate?: number
  readonly fields?: string
  readonly commands?: string
  readonly step?: string
  readonly draw?: string
  readonly sound?: string
  /** Whole functions besides. */
  readonly more?: string
  /** The first line. */
  readonly head?: string
}

/** The text of a game as an author would write it outside the arcade: it counts ticks, and paints a plain colour. */
export function gameText({
  tickRate = 30,
  fields = 'ticks: t.uint32().default(0)',
  commands = "red: { help: 'paint red' }",
  step = '',
  draw = '',
  sound = '',
  more = '',
  head = '',
}: GameParts = {}): string {
  return `${head}
import { anarchy, defineGame } from 'chatarcade'
import { schema, t } from '@colyseus/schema'
import { colour } from './colour.ts'

export default defineGame<any>({
  id: 'own-game', title: 'Own Game', tickRate: ${tickRate},
  state: schema({ ${fields} }, 'OwnGame'),
  commands: { ${commands} },
  input: anarchy(),
  step(state, input, ctx) {
    state.ticks += 1
    ${step}
  },
  draw(g, state, frame) {
    g.fillStyle = colour
    g.fillRect(0, 0, frame.width, frame.height)
    ${draw}
  },
  sound(synth, state, frame) {
    synth.sine('tone', { hz: 440, gain: 0.3 })
    ${sound}
  },
  ${more}
})
`
}

/** A folder with a game in it that is no part of the arcade. */
export interface OwnGame extends Disposable {
  readonly folder: string
  readonly file: string
  readonly colourFile: string
  save(parts?: GameParts): void
  /** Writes the module that the game has its colour from. */
  paint(colour: string): void
}

export function ownGame(parts: GameParts = {}): OwnGame {
  const folder = temporaryFolder()
  const file = path.join(folder.path, 'index.ts')
  const colourFile = path.join(folder.path, 'colour.ts')
  const game: OwnGame = {
    ...{ folder: folder.path, file, colourFile },
    save: (next) => writeFileSync(file, gameText(next)),
    paint: (colour) => writeFileSync(colourFile, `export const colour: string = '${colour}'\n`),
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  }
  game.paint('#204060')
  game.save(parts)
  return game
}
