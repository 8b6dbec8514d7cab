import { createStore, type Store } from '../../store.ts'
import type { Desk } from '../desk.ts'

/** Titles of the games, by the ids that the log has them by. */
export type Titles = ReadonlyMap<string, string>

export const noTitles: Titles = new Map()

export const titleOf = (titles: Titles, id: string): string => titles.get(id) ?? id

/** The titles as soon as the server has told them: a line that is live, or live again, is the moment to ask. */
export function followTitles({ api, live }: Pick<Desk, 'api' | 'live'>): Store<Titles> {
  const titles = createStore(noTitles)
  live.state.subscribe(() => {
    if (live.state.get() !== 'live' || titles.get().size > 0) return
    api.get<{ readonly games: readonly { readonly id: string; readonly title: string }[] }>('/api/games').then(
      ({ games }) => titles.set(new Map(games.map(({ id, title }) => [id, title]))),
      // The log then goes on with ids.
      () => {},
    )
  })
  return titles
}
