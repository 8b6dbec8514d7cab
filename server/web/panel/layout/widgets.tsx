import type { ComponentChildren, ComponentType } from 'preact'
import { useRef, useState } from 'preact/hooks'
import type { Desk } from '../desk.ts'
import { Icon } from '../parts/icon.tsx'
import { useShownKeys, type ShownKey } from '../keys.ts'
import { columns, depth, moveTo, readLayout, sizeTo, type Place } from './grid.ts'

export interface Widget {
  readonly id: string
  readonly title: string
  readonly view: ComponentType<{ desk: Desk }>
  /** What stands in its head besides. */
  readonly tools?: ComponentType<{ desk: Desk }>
  /** Where it is before anybody moves it. */
  readonly place: Omit<Place, 'id'>
}

const key = 'chatarcade.panel.layout'

const moving: readonly ShownKey[] = [{ key: 'Arrows', what: 'on the dots of a widget: move it; with Shift, size it' }]

/** As many rows as fill a screen. */
const screenRows = 12

/** Widgets that are moved by their heads and sized by their corners, by pointer or arrow keys. Each browser keeps its own layout. */
export function Widgets({ desk, widgets }: { desk: Desk; widgets: readonly Widget[] }) {
  const { places, change, reset, isMoved } = useLayout(widgets)
  const grid = useRef<HTMLDivElement>(null)
  useShownKeys(moving)
  return (
    <>
      <div ref={grid} class="widgets" style={{ '--rows': Math.max(screenRows, depth(places)) }}>
        {widgets.map((widget) => {
          const place = places.find(({ id }) => id === widget.id)
          if (place === undefined) return null
          return <Frame key={widget.id} desk={desk} widget={widget} place={place} grid={grid} change={change} />
        })}
      </div>
      {isMoved && (
        <button type="button" class="small reset-layout" onClick={reset}>
          Reset layout
        </button>
      )}
    </>
  )
}

type Change = (by: (places: readonly Place[]) => readonly Place[]) => void

function useLayout(widgets: readonly Widget[]) {
  const first = widgets.map(({ id, place }) => ({ id, ...place }))
  const [places, setPlaces] = useState(() => readLayout(stored(), first))
  const change: Change = (by) =>
    setPlaces((now) => {
      const next = by(now)
      localStorage.setItem(key, JSON.stringify(next))
      return next
    })
  const reset = () => {
    localStorage.removeItem(key)
    setPlaces(first)
  }
  return { places, change, reset, isMoved: JSON.stringify(places) !== JSON.stringify(first) }
}

/** A browser may forbid it. */
function stored(): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

interface FrameProps {
  readonly desk: Desk
  readonly widget: Widget
  readonly place: Place
  readonly grid: { readonly current: HTMLElement | null }
  readonly change: Change
}

function Frame({ desk, widget, place, grid, change }: FrameProps) {
  const { id, title, view: View, tools: Tools } = widget
  const titleId = `widget-${id}`
  const [isDragged, setDragged] = useState(false)
  const move = dragged(
    grid,
    setDragged,
    (from, by) => change((now) => moveTo(now, id, from.x + by.x, from.y + by.y)),
    place,
  )
  const size = dragged(
    grid,
    setDragged,
    (from, by) => change((now) => sizeTo(now, id, from.w + by.x, from.h + by.y)),
    place,
  )
  const press = (event: KeyboardEvent) => {
    const by = arrows.get(event.key)
    if (by === undefined) return
    event.preventDefault()
    const { x, y, w, h } = place
    change((now) => (event.shiftKey ? sizeTo(now, id, w + by.x, h + by.y) : moveTo(now, id, x + by.x, y + by.y)))
  }
  return (
    <section
      class={isDragged ? 'widget dragged' : 'widget'}
      id={`at-${id}`}
      style={{ gridColumn: `${place.x + 1} / span ${place.w}`, gridRow: `${place.y + 1} / span ${place.h}` }}
      aria-labelledby={titleId}
    >
      <div class="widget-head" onPointerDown={move}>
        <h2 id={titleId}>{title}</h2>
        {Tools && <Tools desk={desk} />}
        <button
          type="button"
          class="icon grip"
          title="Drag it, or use the arrow keys; with Shift they size it"
          aria-label={`Move ${title}: arrow keys; with Shift they size it`}
          onKeyDown={press}
        >
          <Icon name="move" />
        </button>
      </div>
      <Body>
        <View desk={desk} />
      </Body>
      <div class="corner" onPointerDown={size} aria-hidden="true">
        <Icon name="corner" />
      </div>
    </section>
  )
}

const Body = ({ children }: { children: ComponentChildren }) => <div class="widget-body">{children}</div>

const arrows: ReadonlyMap<string, { readonly x: number; readonly y: number }> = new Map([
  ['ArrowLeft', { x: -1, y: 0 }],
  ['ArrowRight', { x: 1, y: 0 }],
  ['ArrowUp', { x: 0, y: -1 }],
  ['ArrowDown', { x: 0, y: 1 }],
])

/** Follows the pointer from where it went down, in cells of the grid, until it goes up. */
function dragged(
  grid: FrameProps['grid'],
  tell: (isDragged: boolean) => void,
  moved: (from: Place, by: { x: number; y: number }) => void,
  from: Place,
) {
  return (event: PointerEvent) => {
    const { current } = grid
    const isOther =
      event.target instanceof Element && event.target.closest('button:not(.grip), input, select, a') !== null
    if (current === null || event.button !== 0 || isOther) return
    event.preventDefault()
    const cell = { width: current.clientWidth / columns, height: rowHeight(current) }
    let last = ''
    const follow = ({ clientX, clientY }: PointerEvent) => {
      const by = {
        x: Math.round((clientX - event.clientX) / cell.width),
        y: Math.round((clientY - event.clientY) / cell.height),
      }
      if (`${by.x} ${by.y}` === last) return
      last = `${by.x} ${by.y}`
      moved(from, by)
    }
    const end = new AbortController()
    const stop = () => {
      end.abort()
      tell(false)
    }
    tell(true)
    addEventListener('pointermove', follow, { signal: end.signal })
    addEventListener('pointerup', stop, { signal: end.signal })
    addEventListener('pointercancel', stop, { signal: end.signal })
  }
}

/** Of a row with the gap below it. */
const rowHeight = (grid: HTMLElement) => grid.scrollHeight / Number(getComputedStyle(grid).getPropertyValue('--rows'))
