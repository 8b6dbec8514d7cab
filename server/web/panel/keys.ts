import { useEffect } from 'preact/hooks'

/** A key and what it does; shown when somebody presses `?`. */
export interface ShownKey {
  /** As `KeyboardEvent.key` has it; a letter stands for itself alone, without Shift. */
  readonly key: string
  readonly what: string
}

export interface Shortcut extends ShownKey {
  readonly run: () => void
  /** Whether holding the key does it again and again, as for moving along a list. */
  readonly repeats?: boolean
  /** Whether it is heard over an open dialog as well; never within a text. */
  readonly isUrgent?: boolean
}

/** All that do something at the moment, in the order in which they came. */
const active = new Set<readonly ShownKey[]>()

/** What the keys do on the screen that is shown; while one screen follows another, the newer one has its say. */
export const activeKeys = (): readonly ShownKey[] => [
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

function isPressed({ key, target }: KeyboardEvent): boolean {
  if (!pressing.has(key) || !(target instanceof Element)) return false
  // Enter leaves a choice as it is, where there is no form that it would send.
  if (key === 'Enter' && target instanceof HTMLInputElement && target.form === null) return false
  return target.closest('button, a, summary, input, label') !== null
}

/** Whether the keys belong to something else at the moment: to a text, to what has the focus, to a dialog, or to the browser. */
const isTaken = (event: KeyboardEvent, isUrgent = false) =>
  event.ctrlKey ||
  event.metaKey ||
  event.altKey ||
  // Something nearer has taken it already, such as a form whose digits choose.
  event.defaultPrevented ||
  isWriting(event.target) ||
  isPressed(event) ||
  document.querySelector(isUrgent ? '[inert]' : 'dialog[open], [inert]') !== null

/** Listens to keys for as long as the component is there. A dialog that is open has them all but the urgent ones. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  useShownKeys(shortcuts)
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const shortcut = shortcuts.find(({ key }) => key === event.key)
      if (shortcut === undefined || isTaken(event, shortcut.isUrgent)) return
      if (event.repeat && shortcut.repeats !== true) return
      event.preventDefault()
      shortcut.run()
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [shortcuts])
}

/** Shows keys under `?` for as long as the component is there; whoever has the focus listens to them. */
export function useShownKeys(keys: readonly ShownKey[]): void {
  useEffect(() => {
    active.add(keys)
    return () => void active.delete(keys)
  }, [keys])
}

/** Tells whether a key is held down, for as long as the component is there. @param held the same one each time */
export function useHeldKey(held: readonly [ShownKey], changed: (isHeld: boolean) => void): void {
  useShownKeys(held)
  const [{ key }] = held
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
