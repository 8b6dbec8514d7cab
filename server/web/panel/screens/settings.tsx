import { useEffect, useState } from 'preact/hooks'
import { useStore } from '../../store.ts'
import type { Done } from '../api.ts'
import type { Desk } from '../desk.ts'
import { Field } from '../parts/field.tsx'
import { useFetched } from '../parts/fetched.ts'
import { SettingControl } from '../settings/control.tsx'
import { helpOf, idOf, isSaved, valueOf, withValue, type SettingsAnswer, type Values } from '../settings/values.ts'

type Saved = Done & { readonly settings: SettingsAnswer; readonly problems: readonly string[] }

/** The config as forms. What is set here is weaker than the flags and the environment of the program. */
export function Settings({ desk }: { desk: Desk }) {
  const { value, problem, reload } = useFetched<SettingsAnswer>(desk, '/api/settings')
  const [draft, setDraft] = useState<Values | null>(null)
  const game = useStore(desk.live.control)?.game
  // What the show runs by is another one with another game.
  useEffect(reload, [game, reload])
  if (value === null) return <p class={problem === '' ? 'page quiet' : 'page problem'}>{problem || 'One moment …'}</p>
  const save = async (values: Values) => {
    const said = await desk.attempt(
      () => desk.api.send<Saved>('PUT', '/api/settings', { values }),
      'The settings are kept',
    )
    if (said === null) return
    for (const sentence of said.value.problems) desk.tell(sentence, true)
    setDraft(null)
    reload()
  }
  const saved = draft ?? value.saved
  return (
    <form
      class="page"
      onSubmit={(event) => {
        event.preventDefault()
        void save(saved)
      }}
    >
      <div class="page-head">
        <h2>Settings</h2>
        <button type="submit" class="primary" disabled={draft === null}>
          Save
        </button>
        <button type="button" disabled={draft === null} onClick={() => setDraft(null)}>
          Leave as it was
        </button>
        <a class="button" href="/api/settings/export" download="chatarcade-settings.json">
          Export
        </a>
        <Import desk={desk} read={setDraft} />
      </div>
      <Waiting settings={value} />
      <div class="card settings">
        {value.fields.map((field) => (
          <div key={idOf(field)} class="setting">
            <Field label={field.label} hint={helpOf(field, game)}>
              <SettingControl
                field={field}
                value={valueOf({ saved, usual: value.usual }, field)}
                byDefault={value.defaults[idOf(field)]}
                change={(next) => setDraft(withValue(saved, field, next))}
              />
            </Field>
            <p class="setting-marks">
              <span class={field.isLive ? 'tag live' : 'tag'}>{field.isLive ? 'at once' : 'needs restart'}</span>
              <Held by={value.heldBy[idOf(field)]} />
              {isSaved(saved, field) && (
                <button type="button" class="link" onClick={() => setDraft(withValue(saved, field, undefined))}>
                  as the show was started
                </button>
              )}
            </p>
          </div>
        ))}
      </div>
    </form>
  )
}

/** Whoever starts the program has the last word. */
function Held({ by }: { by: 'flag' | 'environment' | undefined }) {
  if (by === undefined) return null
  return <span class="tag held-by">{by === 'flag' ? 'a flag decides' : 'the environment decides'}</span>
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
function Import({ desk, read }: { desk: Desk; read: (values: Values) => void }) {
  const take = async (input: HTMLInputElement) => {
    const file = input.files?.[0]
    input.value = ''
    if (file === undefined) return
    try {
      const values = JSON.parse(await file.text()) as unknown
      if (typeof values !== 'object' || values === null || Array.isArray(values)) throw new Error('no settings')
      read(values as Values)
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
