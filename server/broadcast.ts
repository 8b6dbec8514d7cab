import {
  formatSize,
  checkPorts,
  placeOf,
  prepareTarget,
  splitSize,
  type OutletStatus,
  type Picture,
  type PresetName,
  type Target,
} from '../render/index.ts'
import type { Config } from './config.ts'
import { ServerError } from './error.ts'
import { planOutput, type PlannedOutput } from './outputs.ts'
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

/** Where the show goes, as it is steered while it runs: outputs come, go, stop and start, and none notices another. */
export interface Broadcast {
  readonly outputs: readonly OutputView[]
  /** Its address as it may be shown; empty for one that isn’t there. */
  urlOf(id: string): string
  /** @throws ServerError or RenderError: one sentence, which never repeats a key */
  add(wish: OutputWish): Promise<OutputView>
  /** What is not named stays, the key among it. */
  change(id: string, wish: Partial<Exclude<OutputWish, string>>): Promise<OutputView>
  remove(id: string): Promise<void>
  /** Takes an output off the air, or puts it back on. */
  turn(id: string, isOn: boolean): Promise<OutputView>
}

/** Each costs a connection, and many an encoder. */
const maxOutputs = 16

interface Entry {
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
  readonly #picture: Pick<Picture, 'join' | 'leave' | 'status'>
  readonly #canEncode: boolean
  readonly #entries = new Map<string, Entry>()

  constructor(
    plan: Pick<Plan, 'pictures' | 'format' | 'twitch'>,
    picture: Pick<Picture, 'join' | 'leave' | 'status'>,
    canEncode: boolean,
  ) {
    this.#plan = plan
    this.#picture = picture
    this.#canEncode = canEncode
    for (const { format, outputs } of plan.pictures)
      for (const output of outputs)
        this.#entries.set(output.target.id, { output: { ...output, size: format }, isOn: true })
  }

  get outputs(): readonly OutputView[] {
    return [...this.#entries.keys()].map((id) => this.#view(id))
  }

  urlOf(id: string): string {
    const entry = this.#entries.get(id)
    return entry === undefined ? '' : publicUrl(entry.output.target)
  }

  async add(wish: OutputWish): Promise<OutputView> {
    if (this.#entries.size >= maxOutputs)
      throw new ServerError('usage', `there are ${maxOutputs} outputs, which is as many as there can be`)
    const output = this.#planned(wish, null)
    const { id } = output.target
    // Before it has begun, so that nobody else takes its place meanwhile.
    const entry = { output, isOn: true }
    this.#entries.set(id, entry)
    try {
      await this.#start(output)
    } catch (error) {
      if (this.#entries.get(id) === entry) this.#entries.delete(id)
      throw error
    }
    return this.#view(id)
  }

  async change(id: string, wish: Partial<Exclude<OutputWish, string>>): Promise<OutputView> {
    const { output, isOn } = this.#find(id)
    const next = changed(output, wish, (each) => this.#planned(each, id))
    const entry = { output: { ...next, target: { ...next.target, id } }, isOn }
    if (!isOn) this.#entries.set(id, entry)
    else {
      // While the old one is on: a wish that can't be met takes nothing off the air.
      if (placeOf(next.target) !== placeOf(output.target)) await checkPorts([next.target])
      await this.#picture.leave(id)
      await this.#turnOn(entry.output)
    }
    return this.#view(id)
  }

  async remove(id: string): Promise<void> {
    const { isOn } = this.#find(id)
    this.#entries.delete(id)
    if (isOn) await this.#picture.leave(id)
  }

  async turn(id: string, isOn: boolean): Promise<OutputView> {
    const { output, isOn: wasOn } = this.#find(id)
    if (wasOn === isOn) return this.#view(id)
    // A file that was ended would be written over.
    if (isOn && output.target.kind === 'file' && output.target.segment === null)
      throw new ServerError('usage', `output ${id} is a file that has ended; add another file instead`)
    if (isOn) await this.#turnOn(output)
    else {
      this.#entries.set(id, { output, isOn })
      await this.#picture.leave(id)
    }
    return this.#view(id)
  }

  /** What can't be started is off. */
  async #turnOn(output: PlannedOutput): Promise<void> {
    const { id } = output.target
    this.#entries.set(id, { output, isOn: true })
    try {
      await this.#start(output)
    } catch (error) {
      if (this.#entries.has(id)) this.#entries.set(id, { output, isOn: false })
      throw error
    }
  }

  #find(id: string): Entry {
    const entry = this.#entries.get(id)
    if (entry !== undefined) return entry
    const ids = [...this.#entries.keys()].join(', ')
    throw new ServerError('usage', `there is no output ${JSON.stringify(id)}; they are ${ids}`)
  }

  #view(id: string): OutputView {
    const { output, isOn } = this.#find(id)
    const { target, size, preset } = output
    const url = publicUrl(target)
    const status = isOn ? this.#picture.status.outputs.find((each) => each.id === id) : undefined
    return {
      ...{ id, kind: target.kind, url, size: formatSize(size), preset, isOn },
      status: status === undefined ? null : { ...status, url },
    }
  }

  /** @param id of the output that it is to take the place of; null for a new one */
  #planned(wish: OutputWish, id: string | null): PlannedOutput {
    const there = [...this.#entries.values()].map(({ output }) => output.target).filter((target) => target.id !== id)
    const { format, twitch } = this.#plan
    return planOutput(wish, { preset: 'live', format, twitch, there })
  }

  async #start(output: PlannedOutput): Promise<void> {
    if (!this.#canEncode && output.target.kind !== 'null')
      throw new ServerError(
        'usage',
        'this machine has no ffmpeg, and without it nothing is encoded; install it and start the show anew',
      )
    prepareTarget(output.target)
    await checkPorts([output.target])
    await this.#picture.join(output.size, output)
  }
}

/** The output with what is wished for; where no other URL is, its target stays as it is. */
function changed(
  output: PlannedOutput,
  { url, size, preset }: Partial<Exclude<OutputWish, string>>,
  plan: (wish: OutputWish) => PlannedOutput,
): PlannedOutput {
  const rest = { size: size ?? formatSize(output.size), preset: preset ?? output.preset }
  if (url !== undefined) return plan({ url: splitSize(url).url, ...rest })
  // Checked with an address that fits any preset of a live target; the true one was checked when it came.
  const { size: nextSize, preset: nextPreset } = plan({ url: 'null:', ...rest })
  return { target: output.target, size: nextSize, preset: nextPreset }
}
