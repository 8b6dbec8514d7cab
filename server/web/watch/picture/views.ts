import type { GameView } from '../../../../game/index.ts'

const views = import.meta.glob<GameView>('../../../../game/bundled/*/view.ts', { import: 'view' })

/** The game's own drawing, fetched only when the show plays it; null for a game that is not bundled. */
export async function loadView(game: string): Promise<GameView | null> {
  return (await views[`../../../../game/bundled/${game}/view.ts`]?.()) ?? null
}
