import { createContext, type ComponentChildren } from 'preact'
import { useContext, useEffect, useId, useRef } from 'preact/hooks'
import { Icon } from './icon.tsx'

interface DialogProps {
  readonly title: string
  readonly close: () => void
  readonly children: ComponentChildren
}

/** What stands in the head of every dialog, since nothing beside an open one can be pressed. */
export const DialogTools = createContext<ComponentChildren>(null)

/** A dialog over the page; Escape closes it, and the focus goes back to where it was. */
export function Dialog({ title, close, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const closer = useRef<HTMLButtonElement>(null)
  const titleId = useId()
  const tools = useContext(DialogTools)
  useEffect(() => {
    const before = document.activeElement
    dialog.current?.showModal()
    // A dialog that names nothing gives its first button the focus, and an Enter too many must not press what is urgent.
    if (document.activeElement?.closest('.dialog-head')) closer.current?.focus()
    return () => before instanceof HTMLElement && before.focus()
  }, [])
  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onClose={close}
      onClick={(event) => event.target === dialog.current && dialog.current?.close()}
    >
      <div class="dialog-body">
        <div class="dialog-head">
          <h2 id={titleId}>{title}</h2>
          {tools}
          <button ref={closer} type="button" class="icon" aria-label="Close" onClick={() => dialog.current?.close()}>
            <Icon name="close" />
          </button>
        </div>
        {children}
      </div>
    </dialog>
  )
}
