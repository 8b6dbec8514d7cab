import { formatSize, groupPictures, parseFps, parseTarget, withUniqueIds, type Target } from '../../render/index.ts'
import { refuseHeld } from '../../render/output/places.ts'
import type { FromOutput, ToOutput } from '../../render/output/thread.ts'
import { createShown } from '../../render/shown.ts'
import { createBroadcast, type Broadcast } from '../../server/broadcast.ts'
import { readTwitch } from '../../server/environment.ts'
import { publicUrl } from '../../server/public-url.ts'

const rates = { fps: parseFps('30'), sampleRate: 48_000 }
const size = { width: 320, height: 180 }

/** No picture of this size can be drawn. */
export const undrawable = '640x360'

/** A broadcast whose outputs begin and end when the test has them do so: the thread that sends is played by it. */
export interface SlowOutputs extends Disposable {
  readonly broadcast: Broadcast
  /** What is sent at the moment, or still ends: ids with addresses as they are shown, in the order in which they began. */
  readonly sent: readonly (readonly [id: string, url: string])[]
  /** Ids of all that began, be it for a moment, after those that were there. */
  readonly begun: readonly string[]
  /** What went wrong: an output that began while there was one of its id. */
  readonly faults: readonly string[]
  /** What is shown of the outputs that are to be on the air, as `sent` has it. */
  wanted(): readonly (readonly [id: string, url: string])[]
  /** Whether no output has the place of this address. */
  isFree(url: string): boolean
  /** The show ends, before whoever waits is told. */
  end(): void
}

/**
 * @param urls of the outputs that it begins with
 * @param answer what the thread says, when the test lets it say so, by what it is about: `left null`
 */
export function slowOutputs(urls: readonly string[], answer: (what: string, say: () => void) => void): SlowOutputs {
  const targets = withUniqueIds(urls.map((url) => parseTarget(url)))
  const outputs = targets.map((target) => ({ size, target, preset: 'live' as const }))
  const pictures = groupPictures(outputs, rates)
  const sent = new Map<string, Target>(outputs.map(({ target }) => [target.id, target]))
  const begun: string[] = []
  const faults: string[] = []
  const hear = (message: FromOutput) => shown.hear(message)
  const tell = (message: ToOutput) => {
    if (message.type === 'join') {
      const { target } = message.output
      if (sent.has(target.id)) faults.push(`${target.id} began while it was there`)
      sent.set(target.id, target)
      begun.push(target.id)
    } else if (message.type === 'leave') {
      const { id } = message
      answer(`left ${id}`, () => {
        sent.delete(id)
        hear({ type: 'left', id })
      })
    } else if (message.type === 'picture' && formatSize(message.spec.format) !== undrawable) {
      const { picture } = message
      answer(`opened ${picture}`, () => hear({ type: 'opened', picture }))
    }
  }
  const open = async (picture: number, { width }: { readonly width: number }) => {
    if (!undrawable.startsWith(`${width}x`)) return
    await new Promise<void>((resolve) => answer(`undrawable ${picture}`, resolve))
    throw new Error('a bug in the game')
  }
  const shown = createShown({ pictures, painters: () => ({ maker: 0, open, close: async () => {} }), tell })
  const status = { state: 'live', frames: { due: 0, written: 0, repeated: 0 } } as const
  const picture = {
    ...{ join: shown.join.bind(shown), leave: shown.leave.bind(shown) },
    status: { ...status, samples: { due: 0, written: 0, concealed: 0 }, pictures: [], outputs: [] },
  }
  const broadcast = createBroadcast({ pictures, format: { ...size, ...rates }, twitch: readTwitch({}) }, picture, true)
  return {
    ...{ broadcast, begun, faults },
    get sent() {
      return [...sent].map(([id, target]) => [id, publicUrl(target)] as const)
    },
    wanted: () => broadcast.outputs.filter(({ isOn }) => isOn).map(({ id, url }) => [id, url] as const),
    isFree(url) {
      try {
        refuseHeld(parseTarget(url))
        return true
      } catch {
        return false
      }
    },
    end: () => shown.end(),
    [Symbol.dispose]: () => shown[Symbol.dispose](),
  }
}
