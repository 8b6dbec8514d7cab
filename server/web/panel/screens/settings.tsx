import { useEffect } from 'preact/hooks'
import { useStore } from '../../store.ts'
import type { Done } from '../api.ts'
import type { Desk } from '../desk.ts'
import { useFetched, type Fetched } from '../parts/fetched.ts'
import { draftAfter, imported, patchOf, savedWith, touch, type SettingsDraft } from '../settings/draft.ts'
import { Setting } from '../settings/setting.tsx'
import { idOf, type SettingsAnswer, type Values } from '../settings/values.ts'
import { counted } from '../when.ts'

type Saved = Done & { readonly settings: SettingsAnswer; readonly problems: readonly string[] }

/** The config as forms. What is set here is weaker than the flags and the environment of the program. */
export function Settings({ desk }: { desk: Desk }) {
  const game = useStore(desk.live.control)?.game
  const { value, problem, reload } = useSettings(desk, game)
  const draft = useStore(desk.drafts.settings)
  if (value === null) return <p class={problem === '' ? 'page quiet' : 'page problem'}>{problem || 'One moment …'}</p>
  const save = async (event: Event) => {
    event.preventDefault()
    if (draft === null) return
    const said = await desk.attempt(() => send(desk, draft), 'The settings are kept')
    if (said === null) return
    for (const sentence of said.value.problems) desk.tell(sentence, true)
    desk.drafts.settings.set(draftAfter(desk.drafts.settings.get(), draft))
    reload()
  }
  return (
    <form class="page" onSubmit={(event) => void save(event)}>
      <div class="page-head">
        <h2>Settings</h2>
        <a class="button" href="/api/settings/export" download="chatarcade-settings.json">
          Export
        </a>
        <Import desk={desk} />
      </div>
      <SaveBar draft={draft} leave={() => desk.drafts.settings.set(null)} />
      <Waiting settings={value} />
      <div class="card settings">
        {value.fields.map((field) => (
          <Setting
            key={idOf(field)}
            {...{ settings: value, draft, field, game }}
            // By what the draft is by then: two fields may change in one go.
            change={(next) => desk.drafts.settings.set(touch(value, desk.drafts.settings.get(), field, next))}
          />
        ))}
      </div>
    </form>
  )
}

/** Deeds that change what is set, here or elsewhere; what undoes one is a deed of the same name. */
const setting = new Set(['settings.change', 'chat.filter'])

/** The settings, asked for anew when anybody has changed some of them. */
function useSettings(desk: Desk, game: string | undefined): Fetched<SettingsAnswer> {
  const found = useFetched<SettingsAnswer>(desk, '/api/settings')
  const changed = useStore(desk.live.deeds).findLast(({ action }) => setting.has(action))?.id
  // What the show runs by is another one with another game.
  useEffect(found.reload, [game, changed, found.reload])
  return found
}

/** A file replaces all that was set; else only what was touched is sent. */
async function send({ api }: Desk, draft: SettingsDraft): Promise<Saved> {
  // Lists are laid over those of this moment.
  const now = await api.get<SettingsAnswer>('/api/settings')
  return draft.imported === null
    ? await api.send<Saved>('PATCH', '/api/settings', { values: patchOf(now, draft) })
    : await api.send<Saved>('PUT', '/api/settings', { values: savedWith(now, draft) })
}

/** In sight however far down the form one is. */
function SaveBar({ draft, leave }: { draft: SettingsDraft | null; leave: () => void }) {
  return (
    <div class="save-bar">
      <button type="submit" class="primary" disabled={draft === null}>
        Save
      </button>
      <button type="button" disabled={draft === null} onClick={leave}>
        Leave as it was
      </button>
      <span class="quiet" role="status">
        {draft === null ? '' : draft.imported === null ? counted(draft.touched.size, 'change') : 'from the file'}
      </span>
    </div>
  )
}

/** What was set and isn’t in force yet, by the names that the form has. */
function Waiting({ settings: { fields, needsRestart } }: { settings: SettingsAnswer }) {
  if (needsRestart.length === 0) return null
  const names = needsRestart.map((key) => fields.find((field) => field.key === key)?.label ?? key)
  return (
    <p class="card notice" role="status">
      {`With the next start: ${names.join(', ')}. Until then the show runs by what it was started with.`}
    </p>
  )
}

/** A file that was exported fills the form; nothing is kept before somebody saves it. */
function Import({ desk }: { desk: Desk }) {
  const take = async (input: HTMLInputElement) => {
    const file = input.files?.[0]
    input.value = ''
    if (file === undefined) return
    try {
      const values = JSON.parse(await file.text()) as unknown
      if (typeof values !== 'object' || values === null || Array.isArray(values)) throw new Error('no settings')
      desk.drafts.settings.set(imported(values as Values))
      desk.tell('The form has what is in the file; save to keep it')
    } catch {
      desk.tell('That file holds no settings.', true)
    }
  }
  return (
    <label class="button">
      Import
      <input
        type="file"
        class="unseen"
        accept="application/json,.json"
        onChange={(event) => void take(event.currentTarget)}
      />
    </label>
  )
}
