import { z } from 'zod'
import { rules as colourTone } from '../../game/bundled/colour-tone/rules.ts'
import { rules as console } from '../../game/bundled/console/rules.ts'
import { rules as marbleRace } from '../../game/bundled/marble-race/rules.ts'
import { rules as pixelWall } from '../../game/bundled/pixel-wall/rules.ts'
import { rules as voteChess } from '../../game/bundled/vote-chess/rules.ts'
import { integer, runoff, slider, teams, type GameRules } from '../../game/index.ts'

/** The bundled games, and others whose commands use all that a command spec can say, each played by another mode. */
export const games: readonly GameRules[] = [
  colourTone,
  ...([console, marbleRace, pixelWall, voteChess] as unknown as readonly GameRules[]),
  {
    ...colourTone,
    id: 'pad',
    commands: {
      button: { words: ['a', 'b', 'start', 'select', 'wait'], aliases: { p: 'wait' }, help: 'press' },
      pad: {
        words: ['up', 'down', 'left', 'right'],
        aliases: { n: 'up', s: 'down', w: 'left', e: 'right' },
        help: 'move',
      },
      touch: {
        args: z.object({ x: integer(0, 255), y: integer(0, 191) }),
        bare: true,
        compact: '{x},{y}',
        help: 'touch',
      },
    },
    combine: {
      steps: 9,
      chord: 3,
      hold: true,
      sides: { left: 'left', right: 'right', l: 'left', r: 'right' },
      conflicts: [
        ['up', 'down'],
        ['left', 'right'],
      ],
      solo: ['wait'],
      several: ['touch'],
    },
    input: slider(),
  },
  {
    ...colourTone,
    id: 'board',
    commands: {
      move: {
        args: z.object({ from: z.string().regex(/^[a-h][1-8]$/), to: z.string().regex(/^[a-h][1-8]$/) }),
        help: 'move',
      },
      say: { args: z.object({ what: z.string().max(20) }), help: 'say a word' },
      paint: { args: z.object({ x: integer(0, 99), colour: z.enum(['red', 'blue']).optional() }), help: 'paint' },
      resign: { help: 'give up' },
    },
    input: runoff({ seconds: 1 }),
  },
  { ...colourTone, id: 'sides', input: teams({ seconds: 1 }) },
]

/** Texts to make hostile ones from. */
export function wordsOf({ commands, combine }: GameRules): string[] {
  const specs = Object.entries(commands)
  return [
    ...specs.flatMap(([name, spec]) => spec.words ?? [name]),
    ...specs.flatMap(([, spec]) => Object.keys(spec.aliases ?? {})),
    ...Object.keys(combine?.sides ?? {}),
    'move e2 e4',
    'knight takes f3',
    'e7e8q',
    'join blue',
    'b7 red',
    'line a1 h8 gray',
    'undo mine',
    'say hello',
    'paint 4 red',
    '12,34',
    'left2down2',
    'a+b',
    'b-',
    'left:a',
    '440',
  ]
}
