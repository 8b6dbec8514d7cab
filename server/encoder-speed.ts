import { parseFps } from '../render/index.ts'
import type { Status } from './status.ts'

/** What is read of the stream; each output has how many frames of its encoder went out. */
export type Encoded = Pick<Status['stream'], 'fps'> & {
  readonly outputs: readonly Pick<
    Status['stream']['outputs'][number],
    'id' | 'url' | 'state' | 'frames' | 'reconnects' | 'replaced' | 'isCongested'
  >[]
}

/**
 * How fast the slowest encoder was between two looks at the show: frames that came out of it, of those that a second of the show has. 1 keeps
 * up; less falls behind, and more makes up for it. An output that was away, that began anew or whose network takes too little tells nothing
 * of its encoder.
 *
 * @returns null where there is none to be told of
 */
export function encoderSpeedOf(before: Encoded, now: Encoded, seconds: number): number | null {
  const { num, den } = parseFps(now.fps)
  const due = (seconds * num) / den
  const earlier = new Map(before.outputs.filter(isRunning).map((each) => [each.id, each]))
  const speeds = now.outputs.filter(isRunning).flatMap((output) => {
    const was = earlier.get(output.id)
    const isSame = was?.url === output.url && was.reconnects === output.reconnects && was.replaced === output.replaced
    return isSame && output.frames >= was.frames ? [(output.frames - was.frames) / due] : []
  })
  return speeds.length === 0 ? null : Math.round(Math.min(...speeds) * 100) / 100
}

/** What goes nowhere isn’t encoded. */
const isRunning = ({ url, state, isCongested }: Encoded['outputs'][number]) =>
  state === 'live' && !isCongested && !url.startsWith('null:')
