import { useState } from 'preact/hooks'
import { ApiError } from '../api.ts'
import type { Desk } from '../desk.ts'
import { Field } from '../parts/field.tsx'
import { useFetched } from '../parts/fetched.ts'
import type { OutputView } from '../shapes.ts'

interface Preset {
  readonly name: string
  readonly platform: string
  readonly size: string
  readonly fps: string
  readonly videoKbps: number
}

interface OutputFormProps {
  readonly desk: Desk
  /** The one that is changed; null for a new one. */
  readonly output: OutputView | null
  readonly done: () => void
}

/** Where ingests of the platforms are; the key comes apart. */
const known = ['rtmp://live.twitch.tv/app', 'rtmps://a.rtmps.youtube.com/live2', 'srt://', 'tonight.mp4']

/** A place to send to. The key is only ever written: nobody can read it again, so an empty field leaves it as it is. */
export function OutputForm({ desk, output, done }: OutputFormProps) {
  const presets = useFetched<readonly Preset[]>(desk, '/api/presets')
  const [url, setUrl] = useState('')
  const [key, setKey] = useState('')
  const [preset, setPreset] = useState('')
  const [size, setSize] = useState('')
  const [isBusy, setBusy] = useState(false)
  const submit = async (event: Event) => {
    event.preventDefault()
    const given = { ...filled({ url, preset, size }), ...(key === '' ? {} : { key, url: url || output?.url || '' }) }
    setBusy(true)
    const made = await desk.attempt(
      () => send(desk, output, given),
      output === null ? 'The show goes to one more place' : 'Changed',
    )
    setBusy(false)
    // The key goes with the form, and not before: after a refusal it is still to be sent.
    if (made !== null) done()
  }
  const isNew = output === null
  return (
    <form class="output-form" onSubmit={(event) => void submit(event)}>
      <Field
        label="Address"
        hint={isNew ? 'rtmp, rtmps, srt, udp, or the name of a recording' : 'Empty leaves it; a new one needs its key'}
      >
        <input
          required={isNew}
          list="ingests"
          autocomplete="off"
          spellcheck={false}
          placeholder={output?.url ?? 'rtmp://live.twitch.tv/app'}
          value={url}
          onInput={(event) => setUrl(event.currentTarget.value)}
        />
      </Field>
      <datalist id="ingests">
        {known.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
      <Field label="Stream key" hint={isNew ? 'Never shown again' : 'Empty leaves it as it is'}>
        <input type="password" autocomplete="off" value={key} onInput={(event) => setKey(event.currentTarget.value)} />
      </Field>
      <Field label="Preset" hint={rates(presets.value, preset)}>
        <select value={preset} onChange={(event) => setPreset(event.currentTarget.value)}>
          <option value="">{isNew ? 'as the show' : `as it is (${output.preset})`}</option>
          {presets.value?.map(({ name, platform }) => (
            <option key={name} value={name}>{`${platform}: ${name}`}</option>
          ))}
        </select>
      </Field>
      <Field label="Size" hint="Empty for that of the preset">
        <input
          pattern="\d{2,5}x\d{2,5}"
          placeholder={output?.size ?? '1280x720'}
          value={size}
          onInput={(event) => setSize(event.currentTarget.value.trim())}
        />
      </Field>
      <button type="submit" class="primary" disabled={isBusy}>
        {isBusy ? 'One moment …' : isNew ? 'Add' : 'Change'}
      </button>
    </form>
  )
}

async function send(desk: Desk, output: OutputView | null, given: object): Promise<OutputView> {
  try {
    return output === null
      ? await desk.api.send<OutputView>('POST', '/api/outputs', given)
      : await desk.api.send<OutputView>('PATCH', `/api/outputs/${encodeURIComponent(output.id)}`, given)
  } catch (error) {
    throw inWordsOfTheForm(error)
  }
}

/** The server’s sentence is for who starts the program: it names files and the environment, which nobody has here. */
function inWordsOfTheForm(error: unknown): unknown {
  if (!(error instanceof ApiError) || !error.message.includes('has no stream key')) return error
  return new ApiError(error.status, error.code, 'This address needs a stream key: type its stream key.')
}

function rates(presets: readonly Preset[] | null, name: string): string {
  const preset = presets?.find((each) => each.name === name)
  return preset
    ? `${preset.size}, ${preset.fps} fps, ${preset.videoKbps.toLocaleString('en')} kbit/s`
    : 'What the platform takes'
}

const filled = (fields: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''))
