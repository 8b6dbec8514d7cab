import { hasLayer, layerNames, slates, type Slate } from '../../../../game/index.ts'
import { useStore } from '../../store.ts'
import type { Desk } from '../desk.ts'
import { clearSent } from '../drafts.ts'
import { Switch } from '../parts/field.tsx'
import { AuthorProblem } from './author.tsx'
import { Games } from './games.tsx'
import { Moments } from './moments.tsx'
import { StatusLine } from './status-line.tsx'
import { pauseSwitch } from './switches.ts'
import { Telling } from './telling.tsx'

/** What is done about what everybody sees. */
export function Controls({ desk }: { desk: Desk }) {
  return (
    <div class="controls">
      <AuthorProblem desk={desk} />
      <Pause desk={desk} />
      <Slates desk={desk} />
      <Telling desk={desk} />
      <StatusLine desk={desk} />
      <Moments desk={desk} />
      <Layers desk={desk} />
      <Games desk={desk} />
    </div>
  )
}

/** Standing still, and not listening: the two that one reaches for first. */
function Pause({ desk }: { desk: Desk }) {
  const control = useStore(desk.live.control)
  const status = useStore(desk.live.status)
  const muted = control?.muted ?? { all: false, sources: [] }
  const mute = (isMuted: boolean, source: string | null) =>
    void desk.act(
      '/api/chat/mute',
      { isMuted, source },
      `${source ?? 'All chats'}: ${isMuted ? 'muted' : 'heard again'}`,
    )
  const sources = status?.chat.sources ?? []
  return (
    <div class="control-row">
      <button type="button" class={control?.isPaused ? 'is-on' : ''} title="p" onClick={() => pauseSwitch(desk)}>
        {control?.isPaused ? 'Go on' : 'Pause'}
      </button>
      <button type="button" class={muted.all ? 'is-on' : ''} onClick={() => mute(!muted.all, null)}>
        {muted.all ? 'Hear inputs' : 'Mute inputs'}
      </button>
      {sources.length > 1 &&
        sources.map(({ id }) => (
          <Switch
            key={id}
            label={`Hear ${id}`}
            isOn={!muted.all && !muted.sources.includes(id)}
            disabled={muted.all}
            change={(isHeard) => mute(!isHeard, id)}
          />
        ))}
    </div>
  )
}

const slateWords: Readonly<Record<Slate, string>> = { soon: 'Soon', break: 'Break', ended: 'Ended', panic: 'Panic' }

/** A still picture in place of the game, with a line of one’s own. */
function Slates({ desk }: { desk: Desk }) {
  const control = useStore(desk.live.control)
  const draft = useStore(desk.drafts.slateText)
  const said = control?.slateText ?? ''
  const text = draft ?? said
  const now = control?.slate ?? ''
  const put = async (slate: Slate | null) => {
    const line = slate === null ? 'The game is seen again' : `Slate: ${slateWords[slate]}`
    const isDone = await desk.act('/api/show/slate', { slate, text: text.trim() }, line)
    // Words that were typed while a slate was up are for the next one.
    if (isDone && slate !== null) clearSent(desk.drafts.slateText, draft, null)
  }
  return (
    <div class="control-row" role="group" aria-label="Slate">
      <span class="row-label">Slate</span>
      {slates
        .filter((slate) => slate !== 'panic')
        .map((slate) => (
          <button
            key={slate}
            type="button"
            class={now === slate ? 'small is-on' : 'small'}
            aria-pressed={now === slate}
            onClick={() => void put(now === slate ? null : slate)}
          >
            {slateWords[slate]}
          </button>
        ))}
      <input
        class="grow"
        aria-label="What the slate says"
        placeholder="With these words …"
        maxLength={200}
        value={text}
        onInput={(event) => desk.drafts.slateText.set(event.currentTarget.value)}
        // As it was again, it is taken back.
        onBlur={() => draft === said && desk.drafts.slateText.set(null)}
      />
    </div>
  )
}

/** What would leave nothing to be seen isn’t switched here: slates do that. */
const switched = layerNames.filter(
  (name) => name !== 'background' && name !== 'game' && name !== 'slate' && name !== 'branding',
)

function Layers({ desk }: { desk: Desk }) {
  const control = useStore(desk.live.control)
  const layers = control?.layers ?? 0
  return (
    <div class="control-row layers" role="group" aria-label="Parts of the picture">
      <span class="row-label">Picture</span>
      {switched.map((layer) => (
        <Switch
          key={layer}
          label={layer}
          isOn={hasLayer({ layers }, layer)}
          change={(isOn) => void desk.act('/api/show/layer', { layer, isOn }, `${layer}: ${isOn ? 'shown' : 'hidden'}`)}
        />
      ))}
      <Switch
        label="branding"
        isOn={(control?.branding ?? '') !== '' && hasLayer(control ?? { layers: 0 }, 'branding')}
        change={(isOn) =>
          void desk.act('/api/show/layer', { layer: 'branding', isOn }, `Branding: ${isOn ? 'shown' : 'hidden'}`)
        }
      />
    </div>
  )
}
