import type { Game } from '../../game/index.ts'

/** A game whose mistakes come to light: on the air one that throws loses what it was about to do, and the show goes on. */
export interface Exposed {
  readonly game: Game
  /** Throws what the game has thrown since the last call, where it has. */
  rethrow(): void
}

const parts = ['step', 'judge', 'awaits', 'score', 'leaders', 'bot', 'save', 'load', 'forget'] as const

export function exposed(game: Game): Exposed {
  let thrown: { readonly error: unknown } | null = null
  const watched: Partial<Record<(typeof parts)[number], unknown>> = {}
  for (const part of parts) {
    if (game[part] === undefined) continue
    watched[part] = (...args: readonly unknown[]): unknown => {
      try {
        return Reflect.apply(game[part] as () => unknown, game, args)
      } catch (error) {
        thrown ??= { error }
        throw error
      }
    }
  }
  return {
    game: { ...game, ...watched } as Game,
    rethrow() {
      if (thrown === null) return
      const { error } = thrown
      thrown = null
      throw error
    },
  }
}
