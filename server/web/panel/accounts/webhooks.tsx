import { useState } from 'preact/hooks'
import type { WebhookEvent } from '../../../webhooks/webhooks.ts'
import type { Desk } from '../desk.ts'
import { Copy } from '../parts/copy.tsx'
import { Empty } from '../parts/empty.tsx'
import { Field, Switch } from '../parts/field.tsx'
import { useFetched } from '../parts/fetched.ts'
import { State } from '../parts/state.tsx'
import { Twice } from '../parts/twice.tsx'
import { Deliveries } from './deliveries.tsx'

export interface Webhook {
  readonly id: string
  readonly url: string
  readonly events: readonly string[]
  readonly isEnabled: boolean
  readonly by: string
}

/** What a program can be told of. */
const events: Readonly<Record<WebhookEvent, string>> = {
  'stream.live': 'an output goes live',
  'stream.recovering': 'an output recovers',
  'stream.dropped': 'an output is lost',
  'vote.decided': 'a vote is decided',
  'poll.decided': 'a poll is over',
  'game.over': 'a game is over',
  moderation: 'what moderators do',
}

/** Other programs that are told what happens. */
export function Webhooks({ desk }: { desk: Desk }) {
  const webhooks = useFetched<readonly Webhook[]>(desk, '/api/webhooks')
  const [secret, setSecret] = useState('')
  const [isAdding, setAdding] = useState(false)
  return (
    <section class="stack" aria-label="Webhooks">
      <div class="card stack">
        <h3>Webhooks</h3>
        <p class="quiet">Each message is signed, and sent again for some nine hours until the other side takes it.</p>
        {secret !== '' && (
          <div role="status" class="stack">
            <p>The other side checks the signature with this secret. It is shown once.</p>
            <Copy text={secret} />
          </div>
        )}
        {isAdding ? (
          <WebhookForm
            desk={desk}
            webhook={null}
            done={(made) => {
              setAdding(false)
              setSecret(made?.secret ?? '')
              webhooks.reload()
            }}
          />
        ) : (
          <button type="button" class="primary fit" onClick={() => setAdding(true)}>
            Add a webhook
          </button>
        )}
        <Empty of={webhooks} none="Nobody is told yet." />
      </div>
      {webhooks.value?.map((webhook) => (
        <One key={webhook.id} desk={desk} webhook={webhook} reload={webhooks.reload} />
      ))}
    </section>
  )
}

function One({ desk, webhook, reload }: { desk: Desk; webhook: Webhook; reload: () => void }) {
  const [open, setOpen] = useState<'form' | 'log' | null>(null)
  const { url, events: told, isEnabled, by } = webhook
  const path = `/api/webhooks/${webhook.id}`
  const toggle = (part: 'form' | 'log') => setOpen(open === part ? null : part)
  // The deliveries stay as they are, open or not: opened by this, they would be closed by who presses their button next.
  const ping = () =>
    void desk.attempt(() => desk.api.send('POST', `${path}/ping`, {}), 'A message is on its way: see its deliveries')
  const remove = () => void desk.attempt(() => desk.api.send('DELETE', path), 'It is told nothing more').then(reload)
  return (
    <div class="card stack">
      <p class="output-url">
        <State word={isEnabled ? 'on' : 'off'} kind={isEnabled ? 'good' : 'off'} /> <b>{url}</b>
      </p>
      <p class="quiet">{`${told.join(', ')} · by ${by}`}</p>
      <div class="chips">
        <button type="button" class="small" aria-expanded={open === 'form'} onClick={() => toggle('form')}>
          Change …
        </button>
        <button type="button" class="small" onClick={ping}>
          Ping
        </button>
        <button type="button" class="small" aria-expanded={open === 'log'} onClick={() => toggle('log')}>
          Deliveries
        </button>
        <Twice word="Remove" sure="Tell it nothing more" keep="Keep it" run={remove} />
      </div>
      {open === 'form' && (
        <WebhookForm
          desk={desk}
          webhook={webhook}
          done={() => {
            setOpen(null)
            reload()
          }}
        />
      )}
      {open === 'log' && <Deliveries desk={desk} webhook={webhook.id} />}
    </div>
  )
}

interface WebhookFormProps {
  readonly desk: Desk
  readonly webhook: Webhook | null
  readonly done: (made: { readonly secret?: string } | null) => void
}

function WebhookForm({ desk, webhook, done }: WebhookFormProps) {
  const [url, setUrl] = useState(webhook?.url ?? '')
  const [told, setTold] = useState<readonly string[]>(webhook?.events ?? Object.keys(events))
  const [isEnabled, setEnabled] = useState(webhook?.isEnabled ?? true)
  const submit = async (event: Event) => {
    event.preventDefault()
    const wish = { url: url.trim(), events: told, isEnabled }
    const [method, path] =
      webhook === null ? (['POST', '/api/webhooks'] as const) : (['PUT', `/api/webhooks/${webhook.id}`] as const)
    const made = await desk.attempt(() => desk.api.send<{ secret?: string }>(method, path, wish), 'Kept')
    if (made !== null) done(made.value)
  }
  return (
    <form class="stack" onSubmit={(event) => void submit(event)}>
      <Field label="Address" hint="https, and of the open internet">
        <input
          type="url"
          required
          placeholder="https://"
          value={url}
          onInput={(event) => setUrl(event.currentTarget.value)}
        />
      </Field>
      <fieldset class="scopes">
        <legend>Told when</legend>
        {Object.entries(events).map(([name, words]) => (
          <Switch
            key={name}
            label={words}
            isOn={told.includes(name)}
            change={(isOn) => setTold(isOn ? [...told, name] : told.filter((each) => each !== name))}
          />
        ))}
      </fieldset>
      <Switch label="On" isOn={isEnabled} change={setEnabled} />
      <button type="submit" class="primary fit" disabled={told.length === 0}>
        Save
      </button>
    </form>
  )
}
