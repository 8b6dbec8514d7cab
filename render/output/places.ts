import { RenderError } from '../error.ts'
import { placeOf, type Target } from './target.ts'

/** What the outputs of this process write to, by the place: two streams in one file or directory would spoil both. */
const held = new Set<string>()

/**
 * Keeps a target's place from every other output of this process, until it is disposed of.
 * @throws RenderError `unwritable` where another output has it
 */
export function holdPlace(target: Target): Disposable {
  const place = placeOf(target)
  if (place === null) return { [Symbol.dispose]: () => {} }
  refuseHeld(target)
  held.add(place)
  return { [Symbol.dispose]: () => void held.delete(place) }
}

/** @throws RenderError `unwritable` where another output of this process has the target's place */
export function refuseHeld(target: Target): void {
  const place = placeOf(target)
  if (place !== null && held.has(place))
    throw new RenderError('unwritable', `output ${target.url} is in use by another stream of this program`)
}

/** Keeps the places of several. @throws RenderError `unwritable`, and then it keeps none */
export function holdPlaces(targets: readonly Target[]): Disposable {
  using stack = new DisposableStack()
  for (const target of targets) stack.use(holdPlace(target))
  return stack.move()
}
