import type { GameView } from '../../../../game/index.ts'

const views = import.meta.glob<GameView>('../../../../game/bundled/*/view.ts', { import: 'view' })

/**
 * The game's own drawing, fetched only when the show plays it; null for a game that the page can't have.
 *
 * @param build address of a game that is not built into the page
 */
export async function loadView(game: string, build: string | null = null): Promise<GameView | null> {
  if (build !== null) {
    const { default: view } = (await import(/* @vite-ignore */ `${build}view.js`)) as { default: GameView }
    return view
  }
  return (await views[`../../../../game/bundled/${game}/view.ts`]?.()) ?? null
}
