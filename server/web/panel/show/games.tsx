import { useEffect, useState } from 'preact/hooks'
import { useStore } from '../../store.ts'
import type { Desk } from '../desk.ts'
import { useFetched } from '../parts/fetched.ts'

interface Games {
  readonly now: string
  readonly games: readonly { readonly id: string; readonly title: string }[]
}

/** Another game, without the stream noticing. */
export function Games({ desk }: { desk: Desk }) {
  const control = useStore(desk.live.control)
  const { value, problem, reload } = useFetched<Games>(desk, '/api/games')
  const [wanted, setWanted] = useState('')
  const now = control?.game ?? value?.now ?? ''
  useEffect(reload, [control?.game])
  if (problem !== '') return <p class="problem">{problem}</p>
  const isOther = wanted !== '' && wanted !== now
  const submit = async (event: Event) => {
    event.preventDefault()
    const title = value?.games.find(({ id }) => id === wanted)?.title ?? wanted
    if (await desk.act('/api/game/switch', { game: wanted }, `${title} is on`)) setWanted('')
  }
  return (
    <form class="control-row" onSubmit={(event) => void submit(event)}>
      <label class="row-label" for="games">
        Game
      </label>
      <select id="games" class="grow" value={wanted || now} onChange={(event) => setWanted(event.currentTarget.value)}>
        {!value?.games.some(({ id }) => id === now) && <option value={now}>{now}</option>}
        {value?.games.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </select>
      <button type="submit" disabled={!isOther}>
        Switch
      </button>
    </form>
  )
}
