import { deserialize, serialize } from 'node:v8'
import { createTold, loadState, saveState, type Game, type SavedRandom, type SavedState } from '../../game/index.ts'
import { createKeeper } from './keeper.ts'
import type { Watched } from './watch.ts'

/**
 * Runs a part of the game.
 *
 * @param limits how many times as long as usual it may take
 * @returns whether it came to its end; if not, the game has been stopped for good
 */
export type Watch = (part: string, watched: Watched, limits?: number) => boolean

/** What plays some seconds again may take longer than what plays one tick. */
const againLimits = 10

export interface ChangingParts {
  readonly game: Game
  readonly watch: Watch
  readonly isStopped: () => boolean
  /** Called after each step. */
  readonly stepped: () => void
}

type Changing = Required<Pick<Game, 'step' | 'load'>> & Pick<Game, 'save' | 'forget'>

/**
 * The parts of a game that change its state. One that is broken off leaves half a change behind, so the state is put back to what it was
 * before: then it is run again, or, where it hangs, the call was never made.
 */
export function createChanging({ game, watch, isStopped, stepped }: ChangingParts): Changing {
  const save = createSave(game, watch)
  const keeper = createKeeper(game, save)
  const putBack = () => {
    let isBack = false
    // A `load` may hang as well, which would be the end of it.
    if (!watch('load', { run: () => void (isBack = keeper.putBack()) }, againLimits)) return false
    if (!isBack) throw new Error('the machine stood still for too long')
    return true
  }
  /** @param done told of a call that came to its end, also by throwing */
  const change = (part: string, run: () => void, done: () => void, brokenOff = putBack) => {
    let isDone = true
    try {
      isDone = watch(part, { run, brokenOff })
    } finally {
      if (isDone) done()
    }
  }
  // A step that is run again must not tell twice, and one that never ends must not fill the memory.
  const told = createTold()
  const changing: Changing = {
    step(state, input, ctx) {
      if (isStopped()) return
      keeper.prepare(state, ctx.random as SavedRandom)
      if (isStopped()) return
      told.clear()
      const run = () => game.step(state, input, { ...ctx, ...told.tell })
      const done = () => {
        tellOn(told, ctx)
        keeper.stepped(input, { ...ctx, ...untold })
      }
      change('step', run, done, () => {
        told.clear()
        return putBack()
      })
      stepped()
    },
    load(state, saved) {
      if (game.load === undefined) return keeper.forget()
      // The state itself has been loaded by now, and nobody knows what was before.
      const loaded = serialize(saveState(state))
      const reload = () => {
        loadState(state, deserialize(loaded) as SavedState)
        return true
      }
      change('load', () => game.load?.(state, saved), keeper.forget, reload)
    },
  }
  if (game.save) changing.save = save
  if (game.forget)
    changing.forget = (state, player) => {
      if (isStopped()) return 0
      let count = 0
      keeper.prepare(state, null)
      change(
        'forget',
        () => (count = game.forget?.(state, player) ?? 0),
        () => keeper.forgot(player),
      )
      return isStopped() ? 0 : count
    }
  return changing
}

/** It changes nothing, so it is asked of a game that was stopped as well: the next version may go on from there. */
function createSave(game: Game, watch: Watch): NonNullable<Game['save']> {
  let hangs = false
  return (state) => {
    let saved: unknown
    if (game.save === undefined) return saved
    if (!hangs) hangs = !watch('save', { run: () => (saved = game.save?.(state)) })
    if (hangs) throw new Error('what the game keeps can’t be had, since its save never returns')
    return saved
  }
}

type Tell = ReturnType<typeof createTold>['tell']

function tellOn({ alerts, awards, endings }: ReturnType<typeof createTold>, tell: Tell): void {
  for (const { kind, text } of alerts) tell.alert(kind, text)
  for (const { player, name, points } of awards) tell.award(player, name, points)
  for (const text of endings) tell.over(text)
}

/** For what is only done again. */
const untold: Tell = { alert() {}, award() {}, over() {} }
