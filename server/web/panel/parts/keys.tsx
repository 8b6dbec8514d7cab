import { activeKeys } from '../keys.ts'
import { Dialog } from './dialog.tsx'

/** What is shown of a key whose name isn’t what stands on it. */
const caps: ReadonlyMap<string, string> = new Map([[' ', 'Space']])

/** The keys of the screen that is shown. */
export function Keys({ close }: { close: () => void }) {
  return (
    <Dialog title="Keys" close={close}>
      <dl class="keys">
        {activeKeys().map(({ key, what }) => (
          <div key={key}>
            <dt>
              <kbd>{caps.get(key) ?? key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
