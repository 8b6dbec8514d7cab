import { setTimeout as sleep } from 'node:timers/promises'
import { RenderError } from './error.ts'
import { maxPictures, type OutputSpec, type PictureSpec } from './output/pictures.ts'
import { holdPlace, refuseHeld } from './output/places.ts'
import { formatSize, type Size } from './output/size.ts'
import type { FromOutput, ToOutput } from './output/thread.ts'
import type { Painters } from './painters.ts'

/** The pictures of a running show, and what goes out with each: one more is opened for its first output, and closed after its last. */
export interface Shown extends Disposable {
  join(size: Size, output: OutputSpec): Promise<void>
  leave(id: string): Promise<void>
  /** The show ends: nothing joins any more, also what was let in and waits for its picture. */
  end(): void
  /** Takes what the output thread answers. */
  hear(message: FromOutput): void
}

export interface ShownOptions {
  readonly pictures: readonly PictureSpec[]
  readonly painters: () => Pick<Painters, 'open' | 'close' | 'maker'>
  readonly tell: (message: ToOutput) => void
}

/** One picture: its number, by which both threads know it, and the outputs that carry it, each with its hold on its place. */
interface Entry {
  readonly number: number
  readonly outputs: Map<string, Disposable>
  /** Its first frame is on its way out. */
  readonly opened: Promise<void>
}

/** Time in which an output can end, and in which a game can be loaded and drawn for the first time. */
const leaveMs = 30_000
const openMs = 20_000

/** @throws RenderError `unwritable` where another output of this process writes to one of the same places */
export function createShown(options: ShownOptions): Shown {
  return new ShownPictures(options)
}

class ShownPictures implements Shown {
  readonly #options: ShownOptions
  readonly #entries = new Map<string, Entry>()
  /** What is waited for, by name. */
  readonly #answers = new Map<string, () => void>()
  #next: number
  #isEnded = false

  constructor(options: ShownOptions) {
    const { pictures } = options
    this.#options = options
    this.#next = pictures.length
    for (const { target } of pictures.flatMap(({ outputs }) => outputs)) refuseHeld(target)
    for (const [number, { format, outputs }] of pictures.entries()) {
      const held = outputs.map(({ target }): [string, Disposable] => [target.id, holdPlace(target)])
      this.#entries.set(formatSize(format), { number, outputs: new Map(held), opened: Promise.resolve() })
    }
  }

  async join(size: Size, output: OutputSpec): Promise<void> {
    this.#refuseEnded()
    const name = formatSize(size)
    const { id } = output.target
    const held = holdPlace(output.target)
    let entry: Entry | undefined
    try {
      entry = this.#entries.get(name) ?? this.#open(size)
      entry.outputs.set(id, held)
      await entry.opened
      this.#refuseEnded()
    } catch (error) {
      // Where the show has ended the place is free already, and may be another show’s by now.
      if (entry === undefined || entry.outputs.delete(id)) held[Symbol.dispose]()
      if (entry !== undefined) await this.#closeEmpty(name, entry)
      throw error
    }
    this.#options.tell({ type: 'join', size: name, output })
  }

  async leave(id: string): Promise<void> {
    const found = [...this.#entries].find(([, { outputs }]) => outputs.has(id))
    if (found === undefined) return
    const [size, entry] = found
    await entry.opened.catch(() => {})
    const left = this.#answered(`output ${id}`, leaveMs)
    this.#options.tell({ type: 'leave', id })
    await left
    entry.outputs.get(id)?.[Symbol.dispose]()
    entry.outputs.delete(id)
    await this.#closeEmpty(size, entry)
  }

  hear(message: FromOutput): void {
    if (message.type === 'opened') this.#answers.get(`picture ${message.picture}`)?.()
    else if (message.type === 'left') this.#answers.get(`output ${message.id}`)?.()
  }

  end(): void {
    this.#isEnded = true
  }

  [Symbol.dispose](): void {
    this.end()
    for (const { outputs } of this.#entries.values()) {
      for (const held of outputs.values()) held[Symbol.dispose]()
      outputs.clear()
    }
    this.#entries.clear()
    // All have ended with the show, and nobody is there any more who would say so.
    for (const answer of this.#answers.values()) answer()
  }

  #refuseEnded(): void {
    if (this.#isEnded) throw new RenderError('worker-failed', 'the show has ended')
  }

  #open(size: Size): Entry {
    if (this.#entries.size >= maxPictures) throw tooMany([...this.#entries.keys()])
    const number = this.#next++
    const entry = { number, outputs: new Map<string, Disposable>(), opened: this.#start(number, size) }
    this.#entries.set(formatSize(size), entry)
    return entry
  }

  /** All pictures of a show have its rates, and its encoder. */
  async #start(number: number, size: Size): Promise<void> {
    const { pictures, painters, tell } = this.#options
    const { format, encoder } = pictures[0] as PictureSpec
    const spec = { format: { ...format, ...size }, outputs: [], ...(encoder ? { encoder } : {}) }
    tell({ type: 'picture', picture: number, spec })
    const isOpen = this.#answered(`picture ${number}`, openMs)
    await Promise.race([painters().open(number, spec.format), isOpen])
    if (await isOpen) return
    throw new RenderError('worker-failed', `${formatSize(size)}: the game was not drawn within ${openMs / 1000} s`)
  }

  /** The first picture gives the counters and the stills, and one makes the sound: they stay. */
  async #closeEmpty(size: string, { number, outputs }: Entry): Promise<void> {
    const { painters, tell } = this.#options
    if (outputs.size > 0 || number === 0 || number === painters().maker) return
    if (this.#entries.get(size)?.number !== number) return
    this.#entries.delete(size)
    tell({ type: 'drop', picture: number })
    await painters().close(number)
  }

  /** @returns whether the answer came in time */
  async #answered(name: string, limitMs: number): Promise<boolean> {
    const answer = new Promise<true>((resolve) => this.#answers.set(name, () => resolve(true)))
    const isAnswered = await Promise.race([answer, sleep(limitMs, false as const, { ref: false })])
    this.#answers.delete(name)
    return isAnswered
  }
}

function tooMany(sizes: readonly string[]): RenderError {
  return new RenderError(
    'bad-output',
    `a show has at most ${maxPictures} pictures, and this one has ${sizes.join(', ')}; choose one of these sizes, or remove an output`,
  )
}
