import { useEffect, useMemo, useRef } from 'preact/hooks'

/** A tap’s click comes a while after the finger went up; after so many ms it has come, or never will. */
const clickMs = 400

interface Grasp {
  readonly onPointerOver: (event: PointerEvent) => void
  readonly onPointerLeave: (event: PointerEvent) => void
  readonly onPointerDown: (event: PointerEvent) => void
  readonly onClickCapture: (event: MouseEvent) => void
}

/**
 * For a list that moves by itself and is pressed. Tells while a mouse is over it, and while a finger is down on it until that finger’s click
 * has come, so that it can be held still meanwhile. A click that meets another part than the pointer went down on does nothing.
 *
 * @param part selector of what moves, such as a row
 * @returns what the element around the parts listens with
 */
export function useGrasp(part: string, changed: (isHeld: boolean) => void): Grasp {
  const tell = useRef(changed)
  tell.current = changed
  const { grasp, stop } = useMemo(() => createGrasp(part, (isHeld) => tell.current(isHeld)), [part])
  useEffect(() => stop, [stop])
  return grasp
}

function createGrasp(part: string, changed: (isHeld: boolean) => void): { grasp: Grasp; stop: () => void } {
  let pressed: Element | null = null
  let timer = 0
  let down = new AbortController()
  const partOf = (target: EventTarget | null) => (target instanceof Element ? target.closest(part) : null)
  const stop = () => {
    clearTimeout(timer)
    down.abort()
  }
  const hold = () => {
    stop()
    changed(true)
  }
  /** Listens at the window: what a finger is down on may be gone before it goes up. */
  const untilUp = () => {
    down = new AbortController()
    const up = () => {
      stop()
      timer = window.setTimeout(() => changed(false), clickMs)
    }
    for (const type of ['pointerup', 'pointercancel']) addEventListener(type, up, { signal: down.signal })
  }
  const grasp: Grasp = {
    onPointerOver: ({ pointerType }) => pointerType === 'mouse' && hold(),
    onPointerLeave: ({ pointerType }) => pointerType === 'mouse' && changed(false),
    onPointerDown({ target, pointerType }) {
      pressed = partOf(target)
      hold()
      if (pointerType !== 'mouse') untilUp()
    },
    onClickCapture(event) {
      // A key’s press has no place, and so can’t miss.
      if (event.detail === 0 || partOf(event.target) === pressed) return
      event.stopPropagation()
      event.preventDefault()
    },
  }
  return { grasp, stop }
}
