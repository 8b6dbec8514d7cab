import { useState } from 'preact/hooks'
import { useStore } from '../../store.ts'
import { Interruption } from '../../watch/parts/interruption.tsx'
import { SoundButton } from '../../watch/parts/sound-button.tsx'
import { Picture } from '../../watch/picture/picture.tsx'
import { Feed } from '../chat/feed.tsx'
import type { Desk } from '../desk.ts'
import { Widgets, type Widget } from '../layout/widgets.tsx'
import { Deeds } from '../log/latest.tsx'
import { useNarrow } from '../parts/media.ts'
import { Controls } from '../show/controls.tsx'
import { Health } from '../stream/health.tsx'
import { Votes } from '../votes/votes.tsx'

interface StageWidget extends Widget {
  readonly right: string
}

/** What stands beside the picture; on a phone one at a time, below it. */
const widgets: readonly StageWidget[] = [
  {
    ...{ id: 'picture', title: 'Live', right: 'chat.read', view: LivePicture },
    tools: ({ desk }: { desk: Desk }) => <SoundButton sound={desk.sound} />,
    place: { x: 0, y: 0, w: 5, h: 6 },
  },
  { id: 'chat', title: 'Chat', right: 'chat.read', view: Feed, place: { x: 5, y: 0, w: 4, h: 12 } },
  { id: 'votes', title: 'Votes', right: 'chat.read', view: Votes, place: { x: 9, y: 0, w: 3, h: 7 } },
  { id: 'controls', title: 'Controls', right: 'show.direct', view: Controls, place: { x: 0, y: 6, w: 5, h: 6 } },
  { id: 'deeds', title: 'Latest deeds', right: 'log.read', view: Deeds, place: { x: 9, y: 7, w: 3, h: 2 } },
  { id: 'health', title: 'Stream', right: 'numbers.read', view: Health, place: { x: 9, y: 9, w: 3, h: 3 } },
]

/** The desk: everything that is needed during a show, in one sight. */
export function Stage({ desk }: { desk: Desk }) {
  const isNarrow = useNarrow()
  const seen = widgets.filter(({ right }) => desk.may(right))
  return isNarrow ? <Tabs desk={desk} widgets={seen} /> : <Widgets desk={desk} widgets={seen} />
}

function LivePicture({ desk }: { desk: Desk }) {
  const session = useStore(desk.link.session)
  return (
    <Picture session={session}>
      <Interruption link={desk.link} />
    </Picture>
  )
}

function Tabs({ desk, widgets: all }: { desk: Desk; widgets: readonly StageWidget[] }) {
  const tabs = all.filter(({ id }) => id !== 'picture')
  const [id, setId] = useState('chat')
  const View = (tabs.find((each) => each.id === id) ?? tabs[0])?.view
  return (
    <div class="stage-narrow">
      <LivePicture desk={desk} />
      <div class="tabs" role="tablist" aria-label="Beside the picture">
        {tabs.map((tab) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            id={`tab-${tab.id}`}
            aria-selected={tab.id === id}
            aria-controls="tab-panel"
            onClick={() => setId(tab.id)}
          >
            {tab.title}
          </button>
        ))}
      </div>
      <div class="tab-panel" id="tab-panel" role="tabpanel" aria-labelledby={`tab-${id}`}>
        {View && <View desk={desk} />}
      </div>
    </div>
  )
}
