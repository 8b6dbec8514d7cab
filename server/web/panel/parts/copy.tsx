import { useState } from 'preact/hooks'

/** Something to be taken elsewhere, with a button that copies it. */
export function Copy({ text, shown = text }: { text: string; shown?: string }) {
  const [word, setWord] = useState('Copy')
  const copy = () =>
    // Browsers give the clipboard to pages over https and on localhost alone; the text can be marked by hand.
    void (navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('no clipboard'))).then(
      () => setWord('Copied'),
      () => setWord('Mark it, and copy'),
    )
  return (
    <div class="copy">
      <code>{shown}</code>
      <button type="button" class="small" onClick={copy}>
        {word}
      </button>
    </div>
  )
}
