import { checkPorts, prepareTarget, type Picture, type Target } from '../render/index.ts'
import { ServerError } from './error.ts'
import type { PlannedOutput } from './outputs.ts'

/** What the picture carries, which follows what is wanted: of one output one thing after another, while no other waits for it. */
export interface Carried {
  /** Where something goes, or still ends what it writes. */
  readonly targets: readonly Target[]
  /** @throws ServerError where so much waits already that no more may begin; what ends is never refused */
  refuseBusy(id: string): void
  /**
   * Ends what has this id and isn’t wanted any more, once all that was asked of it before is done.
   * @param begins what begins then, unless something else is wanted by that time
   * @throws ServerError or RenderError where that can’t begin
   */
  settle(id: string, begins: PlannedOutput | null): Promise<void>
}

export interface CarriedOptions {
  readonly picture: Pick<Picture, 'join' | 'leave'>
  readonly canEncode: boolean
  /** What it carries from the start. */
  readonly begun: readonly PlannedOutput[]
  /** What is to go out under an id at this moment, always the same object as long as it is the same wish; null for nothing. */
  readonly wanted: (id: string) => PlannedOutput | null
}

/** Wishes for one output that may wait. Each is a request of somebody’s, and each may take as long as an output needs to end. */
const maxWaiting = 8

export function createCarried({ picture, canEncode, begun, wanted }: CarriedOptions): Carried {
  const carried = new Map(begun.map((output) => [output.target.id, output]))
  const line = createLine()

  async function end(id: string): Promise<void> {
    if (!carried.has(id)) return
    await picture.leave(id)
    carried.delete(id)
  }

  async function begin(output: PlannedOutput): Promise<void> {
    const { target } = output
    const { id } = target
    if (!canEncode && target.kind !== 'null') throw noEncoder()
    prepareTarget(target)
    await checkPorts([target])
    // Whoever takes it off while that is looked at, takes it off for good.
    if (wanted(id) !== output) return
    carried.set(id, output)
    try {
      await picture.join(output.size, output)
    } catch (error) {
      carried.delete(id)
      throw error
    }
  }

  return {
    get targets() {
      return [...carried.values()].map(({ target }) => target)
    },
    refuseBusy(id) {
      if (line.waiting(id) >= maxWaiting)
        throw new ServerError('usage', `output ${id} has ${maxWaiting} changes before it; try again when they are done`)
    },
    settle: (id, begins) =>
      line.inTurn(id, async () => {
        if (carried.get(id) !== wanted(id)) await end(id)
        if (begins !== null && wanted(id) === begins && !carried.has(id)) await begin(begins)
      }),
  }
}

/** Does what has the same name one after another, also where something fails. */
function createLine() {
  const lines = new Map<string, { last: Promise<void>; waiting: number }>()
  return {
    waiting: (name: string) => lines.get(name)?.waiting ?? 0,
    async inTurn(name: string, work: () => Promise<void>): Promise<void> {
      const line = lines.get(name) ?? { last: Promise.resolve(), waiting: 0 }
      lines.set(name, line)
      line.waiting += 1
      const done = line.last.then(work)
      line.last = done.catch(() => {})
      try {
        await done
      } finally {
        line.waiting -= 1
        if (line.waiting === 0) lines.delete(name)
      }
    },
  }
}

function noEncoder(): ServerError {
  return new ServerError(
    'usage',
    'this machine has no ffmpeg, and without it nothing is encoded; install it and start the show anew',
  )
}
