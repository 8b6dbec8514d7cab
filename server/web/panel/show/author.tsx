import type { Desk } from '../desk.ts'
import { useFetched } from '../parts/fetched.ts'

interface Fares {
  /** How the game’s author fares, whose file is watched; null for a bundled game. */
  readonly author: { readonly file: string; readonly error: string | null } | null
}

const lookMs = 3000

/** What is wrong with a game that somebody is writing, above all else: with their own line, where it is known. */
export function AuthorProblem({ desk }: { desk: Desk }) {
  const { value } = useFetched<Fares>(desk, '/api/games', lookMs)
  const { file = '', error = null } = value?.author ?? {}
  if (error === null) return null
  return (
    <p class="problem" role="status">
      {error.includes(file) ? error : `${file}: ${error}`}
    </p>
  )
}
