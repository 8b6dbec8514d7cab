import { createPreview } from '../../chat/index.ts'
import type { RecordedMessage } from './recorder.ts'

/**
 * What lists of blocked terms and of people who aren't heard would have caught of these messages.
 *
 * @throws {RangeError} on a term of fewer than two letters
 */
export function previewFilter(
  lists: { readonly blocked?: readonly string[] | undefined; readonly ignore?: readonly string[] | undefined },
  messages: readonly RecordedMessage[],
): readonly { readonly message: RecordedMessage; readonly why: 'blocked' | 'ignored' }[] {
  const preview = createPreview(lists)
  return messages.flatMap((message) => {
    const why = preview(message)
    return why === null ? [] : [{ message, why }]
  })
}
