import { useEffect } from 'preact/hooks'

/** A key and what it does; shown when somebody presses `?`. */
export interface Shortcut {
  /** As `KeyboardEvent.key` has it; a letter stands for itself alone, without Shift. */
  readonly key: string
  readonly what: string
  readonly run: () => void
  /** Whether holding the key does it again and again, as for moving along a list. */
  readonly repeats?: boolean
}

/** All that are listened to at the moment, in the order in which they came. */
const active = new Set<readonly Shortcut[]>()

/** What the keys do on the screen that is shown; while one screen follows another, the newer one has its say. */
export const activeShortcuts = (): readonly Shortcut[] => [
  ...new Map([...active].flat().map((each) => [each.key, each])).values(),
]

const typed = new Set(['checkbox', 'radio', 'range', 'button', 'color', 'file'])

/** Whether somebody is writing, so that letters are letters. */
export function isWriting(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !typed.has(target.type)
  return target instanceof HTMLElement && (target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName))
}

/** Keys that press what has the focus. */
const pressing = new Set(['Enter', ' '])

const isPressed = ({ key, target }: KeyboardEvent) =>
  pressing.has(key) && target instanceof Element && target.closest('button, a, summary, input, label') !== null

/** Whether the keys belong to something else at the moment: to a text, to what has the focus, to a dialog, or to the browser. */
const isTaken = (event: KeyboardEvent) =>
  event.ctrlKey ||
  event.metaKey ||
  event.altKey ||
  // Something nearer has taken it already, such as a form whose digits choose.
  event.defaultPrevented ||
  isWriting(event.target) ||
  isPressed(event) ||
  document.querySelector('dialog[open], [inert]') !== null

/** Listens to keys for as long as the component is there. A dialog that is open has them all. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (isTaken(event)) return
      const shortcut = shortcuts.find(({ key }) => key === event.key)
      if (shortcut === undefined || (event.repeat && shortcut.repeats !== true)) return
      event.preventDefault()
      shortcut.run()
    }
    active.add(shortcuts)
    addEventListener('keydown', listen)
    return () => {
      active.delete(shortcuts)
      removeEventListener('keydown', listen)
    }
  }, [shortcuts])
}

/** Whether a key is held down, for as long as the component is there. */
export function useHeldKey(key: string, changed: (isHeld: boolean) => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== key || isTaken(event)) return
      event.preventDefault()
      if (!event.repeat) changed(true)
    }
    const release = (event: Event) => {
      if (!(event instanceof KeyboardEvent) || event.key === key) changed(false)
    }
    addEventListener('keydown', press)
    addEventListener('keyup', release)
    // A key that goes up in another window is never heard of here.
    addEventListener('blur', release)
    return () => {
      removeEventListener('keydown', press)
      removeEventListener('keyup', release)
      removeEventListener('blur', release)
    }
  }, [key, changed])
}
