import { useState } from 'preact/hooks'

interface TwiceProps {
  /** What the button says at first: “Remove”. */
  readonly word: string
  /** What does it: “End it”. */
  readonly sure: string
  /** What leaves it as it is: “Keep it”. */
  readonly keep: string
  /** The side that has room: in a row that ends with the button, what comes beside it comes at its left. */
  readonly grows?: 'left' | 'right'
  readonly run: () => void
}

/**
 * Something that can’t be had again: asked for by one button and done by another, which comes beside it. Under the pointer, and with the
 * focus, is what leaves it as it is, so that neither a double click nor Enter pressed twice does it.
 */
export function Twice({ word, sure, keep, grows = 'right', run }: TwiceProps) {
  // As wide as the first button was, so that what takes its place lies under the pointer wherever that was.
  const [width, setWidth] = useState<number | null>(null)
  const isAsked = width !== null
  const done = () => {
    setWidth(null)
    run()
  }
  const does = isAsked && (
    <button
      key="does"
      type="button"
      class="small danger"
      // The second click of a double one, should the row have moved under it.
      onClick={({ detail }) => detail <= 1 && done()}
    >
      {sure}
    </button>
  )
  return (
    <>
      {grows === 'left' && does}
      <button
        // One and the same, so that it keeps its focus.
        key="asks"
        type="button"
        class="small"
        style={isAsked ? { minWidth: `${width}px` } : undefined}
        onClick={({ currentTarget }) => setWidth(isAsked ? null : currentTarget.offsetWidth)}
      >
        {isAsked ? keep : word}
      </button>
      {grows === 'right' && does}
    </>
  )
}
