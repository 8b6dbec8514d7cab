import type { ComponentChildren, RefObject } from 'preact'
import { useState } from 'preact/hooks'
import type { Desk } from '../desk.ts'
import { useGrasp } from '../parts/grasp.ts'
import type { Message } from '../shapes.ts'
import type { Choice } from './chosen.ts'
import { Row } from './row.tsx'

interface RowsProps {
  readonly desk: Desk
  readonly label: string
  readonly list: RefObject<HTMLOListElement | null>
  readonly rows: readonly Message[]
  readonly choice: Choice
  /** Whether something lies over their foot. */
  readonly isCovered?: boolean
  /** Told while a pointer is on them, so that they stand still meanwhile. */
  readonly grasped: (isHeld: boolean) => void
  readonly scrolled?: () => void
  /** What is said in place of messages. */
  readonly children?: ComponentChildren
}

/** Messages of which one is chosen: by the pointer that is over it, by a tap, or by keys. */
export function Rows(props: RowsProps) {
  const { desk, label, list, rows, choice, isCovered = false, grasped, scrolled, children } = props
  const { chosen, choose } = choice
  const [pointed, setPointed] = useState<number | null>(null)
  const grasp = useGrasp('[data-number]', grasped)
  const over = (event: PointerEvent) => {
    grasp.onPointerOver(event)
    if (event.pointerType === 'mouse') setPointed(numberOf(event.target) ?? pointed)
  }
  const leave = (event: PointerEvent) => {
    grasp.onPointerLeave(event)
    setPointed(null)
  }
  const tap = ({ target }: Event) => {
    if (!(target instanceof Element) || target.closest('button')) return
    const number = numberOf(target)
    choose(number === chosen ? null : number)
  }
  return (
    <ol
      ref={list}
      class={isCovered ? 'rows covered' : 'rows'}
      aria-label={label}
      tabIndex={0}
      onScroll={scrolled}
      {...grasp}
      onPointerOver={over}
      onPointerLeave={leave}
      onClick={tap}
      // A finger that stays down holds the chat; it asks for no menu.
      onContextMenu={(event) =>
        event instanceof PointerEvent && event.pointerType === 'touch' && event.preventDefault()
      }
    >
      {children}
      {rows.map((message) => (
        <Row
          key={message.number}
          desk={desk}
          message={message}
          isChosen={message.number === (chosen ?? pointed)}
          isTold={message.number === chosen}
          isKeyed
          open={(person) => desk.person.set(person)}
        />
      ))}
    </ol>
  )
}

function numberOf(target: EventTarget | null): number | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-number]') : null
  return row === null ? null : Number(row.dataset['number'])
}
