import { useState } from 'preact/hooks'
import { useStore } from '../../store.ts'
import { Interruption } from '../../watch/parts/interruption.tsx'
import { SoundButton } from '../../watch/parts/sound-button.tsx'
import { Picture } from '../../watch/picture/picture.tsx'
import { Feed } from '../chat/feed.tsx'
import type { Desk } from '../desk.ts'
import { firstPlaces } from '../layout/first.ts'
import { Widgets, type Widget } from '../layout/widgets.tsx'
import { Deeds } from '../log/latest.tsx'
import { useNarrow } from '../parts/media.ts'
import { Controls } from '../show/controls.tsx'
import { Health } from '../stream/health.tsx'
import { Votes } from '../votes/votes.tsx'

type View = Omit<Widget, 'place'>

/** What stands beside the picture; on a phone one at a time, below it. */
const views: readonly View[] = [
  {
    ...{ id: 'picture', title: 'Live', view: LivePicture },
    tools: ({ desk }: { desk: Desk }) => <SoundButton sound={desk.sound} />,
  },
  { id: 'chat', title: 'Chat', view: Feed },
  { id: 'votes', title: 'Votes', view: Votes },
  { id: 'controls', title: 'Controls', view: Controls },
  { id: 'deeds', title: 'Latest deeds', view: Deeds },
  { id: 'health', title: 'Stream', view: Health },
]

/** The desk: everything that is needed during a show, in one sight. */
export function Stage({ desk }: { desk: Desk }) {
  const isNarrow = useNarrow()
  const places = firstPlaces((right) => desk.may(right))
  const seen = views.flatMap((view): Widget[] => {
    const place = places.find(({ id }) => id === view.id)
    return place === undefined ? [] : [{ ...view, place }]
  })
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

function Tabs({ desk, widgets: all }: { desk: Desk; widgets: readonly Widget[] }) {
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
