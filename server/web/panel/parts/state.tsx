/** How something fares: a word, and a mark whose colour and shape say the same. */
export function State({ word, kind }: { word: string; kind: 'good' | 'waiting' | 'bad' | 'off' }) {
  return (
    <span class="state" data-kind={kind}>
      <span class="mark" aria-hidden="true" />
      {word}
    </span>
  )
}
