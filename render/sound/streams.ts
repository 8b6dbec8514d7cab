import type { StreamOptions } from '../../game/index.ts'
import { busNamed, type Buses } from './bus.ts'
import type { Mended } from './mend.ts'
import { Stream } from './stream.ts'

/** More games in one would need more; a further one is silent. */
const maxStreams = 4

/** Beyond this a tick's sample is no exact number. */
const lastTick = 2 ** 40

/** The streams that frames name. */
export class Streams {
  readonly #sampleRate: number
  readonly #counts: Mended
  readonly #byName = new Map<string, Stream>()

  constructor(sampleRate: number, counts: Mended) {
    this.#sampleRate = sampleRate
    this.#counts = counts
  }

  play(name: string, options: StreamOptions): void {
    if (!(Number.isInteger(options.atTick) && options.atTick >= 1 && options.atTick < lastTick)) return
    let stream = this.#byName.get(name)
    if (stream === undefined) {
      if (this.#byName.size >= maxStreams) return
      this.#byName.set(name, (stream = new Stream(this.#sampleRate, this.#counts)))
    }
    stream.bus = busNamed(options.bus, this.#counts)
    stream.play(options)
  }

  /** Adds `samples` of each, and lets those fade that no frame names any more. */
  add(buses: Buses, samples: number, position: number, tickRate: number): void {
    for (const [name, stream] of this.#byName) {
      if (!stream.isNamed) stream.rest()
      stream.add(buses[stream.bus], samples, position, tickRate)
      if (!stream.isNamed && stream.isSilent) this.#byName.delete(name)
      stream.isNamed = false
    }
  }
}
