import { Schema } from '@colyseus/schema'
import { defineGame, type Game } from '../../game/index.ts'

/** Functions that a game must have, and those that it may have. */
const needed = ['step', 'draw', 'sound'] as const
const optional = [
  'setup',
  'judge',
  'awaits',
  'forget',
  'score',
  'leaders',
  'bot',
  'save',
  'load',
  'still',
  'story',
  'place',
] as const

/**
 * Checks what a module has as its default export: a game need not have been checked by a compiler.
 *
 * @throws TypeError, a sentence for its author
 */
export function checkGame(value: unknown): Game {
  if (value === undefined) wrong('the module has no default export; a game is export default defineGame({ … })')
  if (typeof value !== 'object' || value === null)
    wrong('the default export is no game; a game is export default defineGame({ … })')
  const game = value as Readonly<Record<string, unknown>>
  if (typeof game['id'] !== 'string') wrong('the game has no id')
  if (typeof game['title'] !== 'string' || game['title'].trim() === '') wrong('the game has no title')
  for (const name of needed) if (typeof game[name] !== 'function') wrong(`the game has no function ${name}`)
  for (const name of optional)
    if (game[name] !== undefined && typeof game[name] !== 'function') wrong(`${name} of the game is no function`)
  if (typeof game['state'] !== 'function' || !Schema.is(game['state']))
    wrong('state of the game is no class; make one by schema({ … }, name)')
  if (typeof game['commands'] !== 'object' || game['commands'] === null) wrong('the game has no commands')
  checkCommandShapes(game['commands'])
  const { mode } = (game['input'] ?? {}) as { readonly mode?: unknown }
  if (typeof mode !== 'string') wrong('the game has no input; it is democracy({ seconds: 10 }), anarchy() and so on')
  return defineGame(value as Game)
}

function checkCommandShapes(commands: object): void {
  for (const [name, spec] of Object.entries(commands) as [string, unknown][]) {
    const { help } = (spec ?? {}) as { readonly help?: unknown }
    if (typeof help !== 'string') wrong(`command ${JSON.stringify(name)} has no help text`)
  }
}

function wrong(what: string): never {
  throw new TypeError(what)
}
