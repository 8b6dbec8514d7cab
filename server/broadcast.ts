import { randomUUID } from 'node:crypto'
import {
  formatSize,
  checkPorts,
  placeOf,
  type OutletStatus,
  type Picture,
  type PresetName,
  type Target,
} from '../render/index.ts'
import { createCarried, type Carried } from './carried.ts'
import type { Config } from './config.ts'
import { ServerError } from './error.ts'
import { createFormerOutputs, isEnded, keptOutputs, placeTaken, withId, type OutputChange } from './former-outputs.ts'
import { createKeptBriefly } from './kept-briefly.ts'
import { changeOutput, isTaken, planAgain, planOutput, type PlannedOutput } from './outputs.ts'
import type { Plan } from './plan.ts'
import { publicUrl } from './public-url.ts'

/** What somebody wants to send to: a URL, or a map whose `url` is taken as it is. */
export type OutputWish = NonNullable<Config['output']>[number]

/** An output as it may be shown: no key, and no path of this machine. */
export interface OutputView {
  readonly id: string
  readonly kind: Target['kind']
  readonly url: string
  readonly size: string
  readonly preset: PresetName
  /** Whether it is to be on the air. */
  readonly isOn: boolean
  /** How it fares; null while it is off. */
  readonly status: OutletStatus | null
}

/** An output that was just changed. */
export interface ChangedView extends OutputView {
  /** By it comes back what the output was, its key too, as long as that is kept; null for a file, which would be written over. */
  readonly former: string | null
}

/**
 * Where the show goes, as it is steered while it runs: outputs come, go, stop and start, and none notices another. What was asked for last
 * holds, also while something that was asked for before isn’t done yet; who asked for that is told what has become of it.
 */
export interface Broadcast {
  readonly outputs: readonly OutputView[]
  /** Its address as it may be shown; empty for one that isn’t there. */
  urlOf(id: string): string
  /** @throws ServerError or RenderError: one sentence, which never repeats a key */
  add(wish: OutputWish): Promise<OutputView>
  /** What is not named stays, the key among it. */
  change(id: string, wish: Partial<Exclude<OutputWish, string>>): Promise<ChangedView>
  /** Why an output can’t be again what it was before a change, as things stand; null where it can. */
  whyNotChangeBack(former: string): string | null
  /** Has an output again as it was before a change. @throws as `change`, and where `whyNotChangeBack` says why */
  changeBack(former: string): Promise<OutputView>
  /** The word that it alone ever has, also when it comes back: ids are used again. Null for one that isn’t there. */
  wordOf(id: string): string | null
  /** The id that it has now; null for one that isn’t there any more. */
  idOf(word: string): string | null
  /**
   * @param isKept whether it may be wanted back; true where it is left out
   * @returns whether it comes back with its key by its word, as long as it is kept; a file would be written over
   */
  remove(id: string, how?: { readonly isKept: boolean }): Promise<boolean>
  /** Why what was removed can’t come back as things stand; null where it can. */
  whyNotRestore(word: string): string | null
  /** Puts back what was removed. @throws as `add`, and where `whyNotRestore` says why */
  restore(word: string): Promise<OutputView>
  /** Takes an output off the air, or puts it back on. */
  turn(id: string, isOn: boolean): Promise<OutputView>
}

/** Each costs a connection, and many an encoder. */
const maxOutputs = 16
const noRoom = `there are ${maxOutputs} outputs, which is as many as there can be`
const notKept = 'what was removed isn’t kept any more'
const backAgain = 'it is there again already'

interface Entry {
  readonly word: string
  readonly output: PlannedOutput
  readonly isOn: boolean
}

/** What is known of the outputs ends with the show: keys are in no file but the one that the streamer put them in. */
export function createBroadcast(
  plan: Pick<Plan, 'pictures' | 'format' | 'twitch'>,
  picture: Pick<Picture, 'join' | 'leave' | 'status'>,
  canEncode: boolean,
): Broadcast {
  return new RunningBroadcast(plan, picture, canEncode)
}

class RunningBroadcast implements Broadcast {
  readonly #plan: Pick<Plan, 'format' | 'twitch'>
  readonly #picture: Pick<Picture, 'status'>
  readonly #carried: Carried
  /** As they are to be, which what is carried follows. */
  readonly #entries = new Map<string, Entry>()
  readonly #removed = createKeptBriefly<Entry>(keptOutputs)
  readonly #formers = createFormerOutputs()

  constructor(
    plan: Pick<Plan, 'pictures' | 'format' | 'twitch'>,
    picture: Pick<Picture, 'join' | 'leave' | 'status'>,
    canEncode: boolean,
  ) {
    this.#plan = plan
    this.#picture = picture
    const begun = plan.pictures.flatMap(({ format, outputs }) => outputs.map((output) => ({ ...output, size: format })))
    for (const output of begun) this.#entries.set(output.target.id, { word: randomUUID(), output, isOn: true })
    const wanted = (id: string) => {
      const entry = this.#entries.get(id)
      return entry?.isOn ? entry.output : null
    }
    this.#carried = createCarried({ picture, canEncode, begun, wanted })
  }

  get outputs(): readonly OutputView[] {
    return [...this.#entries.values()].map((entry) => this.#view(entry))
  }

  urlOf(id: string): string {
    const entry = this.#entries.get(id)
    return entry === undefined ? '' : publicUrl(entry.output.target)
  }

  async add(wish: OutputWish): Promise<OutputView> {
    if (this.#isFull) throw new ServerError('usage', noRoom)
    return await this.#put({ word: randomUUID(), output: this.#planned(wish, null), isOn: true }, null)
  }

  async change(id: string, wish: Partial<Exclude<OutputWish, string>>): Promise<ChangedView> {
    const { view, ...change } = await this.#replace(this.#find(id), (each) => this.#changed(each, wish))
    return { ...view, former: this.#formers.keep(change) }
  }

  whyNotChangeBack(former: string): string | null {
    const now = (word: string) => this.#byWord(word)?.output ?? null
    return this.#formers.whyNot(former, now, (id) => this.#targets(id))
  }

  async changeBack(former: string): Promise<OutputView> {
    const problem = this.whyNotChangeBack(former)
    const change = problem === null ? this.#formers.take(former) : null
    const entry = change && this.#byWord(change.of)
    if (change === null || entry === null) throw new ServerError('usage', problem ?? notKept)
    try {
      const back = (now: Entry) => ({ ...now, output: withId(change.was, now.output.target.id) })
      return (await this.#replace(entry, back)).view
    } catch (error) {
      this.#formers.giveBack(former, change)
      throw error
    }
  }

  wordOf(id: string): string | null {
    return this.#entries.get(id)?.word ?? null
  }

  idOf(word: string): string | null {
    return this.#byWord(word)?.output.target.id ?? null
  }

  async remove(id: string, { isKept } = { isKept: true }): Promise<boolean> {
    const entry = this.#find(id)
    this.#entries.delete(id)
    const comesBack = isKept && !isEnded(entry.output.target)
    if (comesBack) this.#removed.keep(entry.word, entry)
    await this.#carried.settle(id, null)
    return comesBack
  }

  whyNotRestore(word: string): string | null {
    if (this.#byWord(word) !== null) return backAgain
    const kept = this.#removed.look(word)
    if (kept === null) return notKept
    if (this.#isFull) return noRoom
    return isTaken(kept.output.target, this.#targets(null)) ? placeTaken : null
  }

  async restore(word: string): Promise<OutputView> {
    const problem = this.whyNotRestore(word)
    const kept = problem === null ? this.#removed.take(word) : null
    if (kept === null) throw new ServerError('usage', problem ?? notKept)
    try {
      return await this.#put({ ...kept, output: planAgain(kept.output, this.#targets(null)) }, null)
    } catch (error) {
      this.#removed.giveBack(word, kept)
      throw error
    }
  }

  async turn(id: string, isOn: boolean): Promise<OutputView> {
    const entry = this.#find(id)
    if (entry.isOn === isOn) return this.#view(entry)
    if (isOn && isEnded(entry.output.target))
      throw new ServerError('usage', `output ${id} is a file that has ended; add another file instead`)
    return await this.#put({ ...entry, isOn }, { ...entry, isOn: false })
  }

  get #isFull(): boolean {
    return this.#entries.size >= maxOutputs
  }

  /**
   * Has an output as it is to be from now on.
   * @param otherwise what is there where it can’t be started; null for nothing
   */
  async #put(entry: Entry, otherwise: Entry | null): Promise<OutputView> {
    const { word, output, isOn } = entry
    const { id } = output.target
    if (isOn) this.#carried.refuseBusy(id)
    // Before it has begun, so that nobody else takes its place meanwhile, and what is asked for next begins from it.
    this.#entries.set(id, entry)
    try {
      await this.#carried.settle(id, isOn ? output : null)
    } catch (error) {
      if (this.#entries.get(id) === entry) {
        if (otherwise === null) this.#entries.delete(id)
        else this.#entries.set(id, otherwise)
      }
      throw error
    }
    const now = this.#byWord(word)
    // What is removed is off, too.
    if (now === null && isOn) throw gone(id)
    return this.#view(now ?? entry)
  }

  /** Has something else in the place of an output. */
  async #replace(entry: Entry, next: (now: Entry) => Entry): Promise<OutputChange & { readonly view: OutputView }> {
    const { target } = next(entry).output
    // While the old one is on: a wish that can't be met takes nothing off the air.
    if (entry.isOn && placeOf(target) !== placeOf(entry.output.target)) await checkPorts([target])
    const now = this.#byWord(entry.word)
    if (now === null) throw gone(entry.output.target.id)
    // Looked at again, since another may have taken the place meanwhile.
    const then = next(now)
    const view = await this.#put(then, { ...then, isOn: false })
    return { of: now.word, was: now.output, is: then.output, view }
  }

  #find(id: string): Entry {
    const entry = this.#entries.get(id)
    if (entry !== undefined) return entry
    const ids = [...this.#entries.keys()].join(', ')
    throw new ServerError('usage', `there is no output ${JSON.stringify(id)}; they are ${ids}`)
  }

  #byWord(word: string): Entry | null {
    return this.#entries.values().find((entry) => entry.word === word) ?? null
  }

  #view({ output, isOn }: Entry): OutputView {
    const { target, size, preset } = output
    const { id } = target
    const url = publicUrl(target)
    const status = isOn ? this.#picture.status.outputs.find((each) => each.id === id) : undefined
    return {
      ...{ id, kind: target.kind, url, size: formatSize(size), preset, isOn },
      status: status === undefined ? null : { ...status, url },
    }
  }

  /** @param id of the output that it is to take the place of; null for a new one */
  #planned(wish: OutputWish, id: string | null): PlannedOutput {
    const { format, twitch } = this.#plan
    return planOutput(wish, { preset: 'live', format, twitch, there: this.#targets(id) })
  }

  #changed(entry: Entry, wish: Partial<Exclude<OutputWish, string>>): Entry {
    const { id } = entry.output.target
    const output = changeOutput(entry.output, wish, (each) => this.#planned(each, id))
    return { ...entry, output: withId(output, id) }
  }

  /** One that changes may not go where another still ends: it would be off the air. A new one waits there, or is told. */
  #targets(but: string | null): readonly Target[] {
    const all = [...this.#entries.values()].map(({ output }) => output.target)
    if (but === null) return all
    const others = all.filter(({ id }) => id !== but)
    const ending = this.#carried.targets.filter((target) => target.id !== but && !isTaken(target, others))
    return [...others, ...ending]
  }
}

const gone = (id: string) => new ServerError('usage', `output ${id} was removed meanwhile`)
