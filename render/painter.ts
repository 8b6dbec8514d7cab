/** The thread that makes one picture: decodes each tick's patch, draws and sounds the frames that belong to it. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { createGuard, type Game, type Guard } from '../game/index.ts'
import { loadBranding } from './branding.ts'
import { createCamera, type Camera } from './camera.ts'
import { soundLeadFrames } from './clock.ts'
import { wholeShow, type Excerpt } from './excerpt.ts'
import { createShelf, type Shelf } from './media/shelf.ts'
import type { FromPainter } from './output/thread.ts'
import { painterCallsIn, type PainterCalls, type PainterPart } from './painter-calls.ts'
import type { Begin, FromPainterToMain, PainterData, ToHold, ToPainter, ToPainterThread } from './painter-messages.ts'
import { createPlay, loadPlay, type LoadedPlay, type Play } from './play.ts'
import { i420Bytes } from './raster/i420.ts'
import { brandingName } from './scene/branding.ts'
import { createMendedReport } from './sound/mended-report.ts'
import { toPcm16 } from './sound/pcm.ts'
import { createSpeaker, type Speaker } from './sound/speaker.ts'
import { createSlowReport } from './slow-report.ts'
import { createStills, type Stills } from './stills.ts'

/** A picture is painted so often at least, in seconds, however late it is: a machine that is always late would show none at all. */
const leastOftenSeconds = 0.25

/** Pictures in flight between drawing and the last encoder's pipe. More would only add delay. */
const pictures = 6

class Painter {
  readonly #data: PainterData
  /** What is played next, once it is loaded. */
  readonly #loaded = new Map<string, LoadedPlay>()
  #play: Play
  /** What was played before, whose sound has not faded yet. */
  #fading: Play | null = null
  readonly #camera: Camera
  #speaker: Speaker | null = null
  readonly #stills: Stills
  readonly #queue: ToPainter[] = []
  readonly #free: ArrayBuffer[]
  #wake: () => void = () => {}
  readonly #images = new Map<string, CanvasImageSource>()
  readonly #shelf: Shelf
  #holding: Promise<void> = Promise.resolve()
  readonly #excerpt: Excerpt
  #frame: number
  /** What another thread should have drawn before the first tick is over. */
  #isCatchingUp: boolean
  readonly #tellMended = createMendedReport({
    warn: (line) => this.#warn(line),
    tell: (mended) => this.#tell({ type: 'mended', mended }),
  })
  readonly #slow: (draw: () => void) => void
  /** Pictures that were left out since the last one. */
  #leftOut = 0
  readonly #mostLeftOut: number
  /** A game that throws loses its own drawing or sound, never the stream. */
  #guards!: Readonly<Record<Exclude<PainterPart, ''>, Guard>>
  /** The game as it is drawn. */
  #view!: Game
  readonly #calls: PainterCalls

  constructor(data: PainterData, loaded: LoadedPlay) {
    const { width, height, fps } = data.format
    this.#data = data
    this.#calls = painterCallsIn(data.calls)
    this.#excerpt = data.excerpt ?? wholeShow
    this.#frame = data.resumeFrame ?? this.#excerpt.begin
    this.#isCatchingUp = data.resumeFrame !== undefined
    this.#shelf = createShelf({ images: this.#images, sampleRate: data.sound ? data.format.sampleRate : null })
    this.#camera = createCamera(width, height, fps)
    // A fast show waits for its pictures.
    this.#slow = data.pace === 'live' ? createSlowReport((line) => this.#warn(line)) : (draw) => draw()
    this.#mostLeftOut = Math.ceil((leastOftenSeconds * fps.num) / fps.den) - 1
    this.#play = this.#start(loaded, data.origin ?? 0)
    this.#free = Array.from({ length: pictures }, () => new ArrayBuffer(i420Bytes(width, height)))
    data.output.on('message', (memory: ArrayBuffer) => this.#takeBack(memory))
    this.#stills = createStills(
      width,
      height,
      (jpeg) => this.#tell({ type: 'still', jpeg }),
      (line) => this.#tell({ type: 'log', level: 'warn', line }),
    )
    parentPort?.on('message', (message: ToPainterThread) => {
      if ('clip' in message) return this.#speaker?.speak(message)
      if ('stills' in message) return this.#stills.setOn(message.stills)
      if ('hold' in message) return void (this.#holding = this.#hold(message))
      if ('load' in message) return void this.#load(message.load)
      this.#queue.push(message)
      this.#wake()
    })
  }

  /** A turn of the event loop after each tick lets messages in, and lets the canvas free its memory. */
  async run(problems: readonly string[]): Promise<void> {
    const { branding } = this.#data
    if (branding !== null) this.#images.set(brandingName, await loadBranding(branding))
    this.#tell({ type: 'ready' })
    for (const line of problems) this.#warn(line)
    for (;;) {
      const next = this.#queue.shift()
      if (next === undefined) {
        await this.#woken()
        continue
      }
      // What the show is about to name; a live one may have it a moment later.
      if (this.#data.pace === 'fast') await this.#holding
      if (next.begin) await this.#begin(next.begin)
      this.#play.decode(next.bytes)
      this.#guards.story(() => this.#speaker?.look(this.#play.state))
      await this.#paintTick(next.tick)
      this.#isCatchingUp = false
      this.#tell({ type: 'painted', tick: next.tick, frame: this.#frame })
      await nextTurn()
    }
  }

  /** Makes a game ready while another one plays. One is kept: whoever asks for a second has changed their mind. */
  async #load(url: string): Promise<void> {
    try {
      const loaded = await loadPlay(url, this.#data.sound ? this.#data.format.sampleRate : null)
      this.#loaded.clear()
      this.#loaded.set(url, loaded)
      this.#tell({ type: 'loaded', url, problem: null })
      for (const line of loaded.sounds.problems) this.#warn(line)
    } catch (error) {
      this.#tell({ type: 'loaded', url, problem: error instanceof Error ? error.message : String(error) })
    }
  }

  async #hold({ hold, number }: ToHold): Promise<void> {
    const problems = await this.#shelf.hold(hold)
    for (const line of problems) this.#warn(line)
    this.#play.hold(this.#shelf.clips)
    this.#tell({ type: 'held', number })
  }

  /** From the frame `origin` on another game is seen; it is heard one frame later, in which what was heard before it fades. */
  async #begin({ url, origin }: Begin): Promise<void> {
    const loaded = this.#loaded.get(url)
    if (loaded === undefined) throw new Error(`${url} begins, and was never loaded`)
    this.#loaded.clear()
    const from = Math.max(origin, this.#frame)
    await this.#paintUntil(from, this.#play.state.show.tick)
    this.#fading = this.#play
    this.#camera.renew()
    this.#play = this.#start(loaded, origin)
  }

  #start(loaded: LoadedPlay, origin: number): Play {
    const { format, speech } = this.#data
    const play = createPlay(loaded, format, origin)
    play.hold(this.#shelf.clips)
    const hushes = this.#speaker?.end() ?? 0
    const speaking = { game: play.game, kinds: speech, sound: play.sound, hushes }
    this.#speaker = speech.length === 0 ? null : createSpeaker({ ...speaking, tell: (message) => this.#tell(message) })
    const warn = (line: string) => this.#warn(line)
    const guard = (part: PainterPart): Guard => {
      const run = createGuard(part, warn)
      return (call) => run(() => this.#calls.within(part, call))
    }
    // Around `draw` there is much of ours, which guards itself no less but is no call of the game.
    this.#guards = {
      draw: createGuard('draw', warn),
      still: guard('still'),
      sound: guard('sound'),
      story: guard('story'),
    }
    this.#view = this.#viewOf(play.game)
    return play
  }

  /** Where `still` throws, the game is drawn as one that moves. */
  #viewOf(game: Game): Game {
    const draw: Game['draw'] = (...scene) => this.#calls.within('draw', () => game.draw(...scene))
    if (game.still === undefined) return { ...game, draw }
    const still: Required<Game>['still'] = (...scene) => {
      let look: string | number | null = null
      this.#guards.still(() => (look = game.still?.(...scene) ?? null))
      return look
    }
    return { ...game, draw, still }
  }

  async #paintTick(tick: number): Promise<void> {
    const limit = this.#limit
    while (this.#frame < limit && this.#play.tickAt(this.#frame) <= tick) await this.#paintFrame(tick)
  }

  async #paintUntil(frame: number, tick: number): Promise<void> {
    const limit = Math.min(frame, this.#limit)
    while (this.#frame < limit) await this.#paintFrame(tick)
  }

  get #limit(): number {
    return this.#excerpt.first + (this.#data.frames ?? Infinity)
  }

  async #paintFrame(tick: number): Promise<void> {
    if (this.#data.sound) this.#listen(tick)
    if (!this.#isCatchingUp || this.#play.tickAt(this.#frame) >= tick) await this.#paint(tick)
    this.#frame += 1
  }

  /**
   * In a live show a picture is left out when the next tick is already here, but for some of a row. Else it waits for memory that is on its
   * way out.
   */
  async #paint(tick: number): Promise<void> {
    const turning = this.#shelf.turn(this.#play.state.show, this.#play.secondsAt(this.#frame))
    // In a live show the picture before it is shown until it is there.
    if (turning !== null && this.#data.pace === 'fast') await turning
    while (this.#free.length === 0 && !this.#isLate) await this.#woken()
    const memory = this.#isLate && this.#leftOut < this.#mostLeftOut ? undefined : this.#free.pop()
    this.#leftOut += 1
    if (memory === undefined) return
    this.#leftOut = 0
    this.#slow(() => this.#guards.draw(() => this.#draw(tick, memory)))
    this.#stills.look(new Uint8Array(memory))
    const frame = this.#frame - this.#excerpt.first
    if (frame >= 0) this.#send({ type: 'picture', frame, memory }, memory)
    else this.#free.push(memory)
  }

  get #isLate(): boolean {
    return this.#data.pace === 'live' && this.#queue.length > 0
  }

  #draw(tick: number, memory: ArrayBuffer): void {
    const warn = (line: string) => this.#warn(line)
    const scene = { ...this.#play.sceneAt(this.#frame, tick), view: this.#view, images: this.#images, warn }
    this.#camera.take(scene, memory, this.#frame)
  }

  /** What this frame sounds like goes out `soundLeadFrames` later, with the number of samples that belongs there. */
  #listen(tick: number): void {
    const { left, right } = this.#fading?.fade(this.#frame) ?? this.#play.listen(this.#frame, tick, this.#guards.sound)
    this.#fading = null
    const pcm = toPcm16(left, right)
    const chunk = this.#frame + soundLeadFrames - this.#excerpt.first
    if (chunk >= 0) this.#send({ type: 'sound', chunk, pcm }, pcm)
    this.#tellMended(this.#play.sound.mended, this.#play.sound.firstMended)
  }

  /** Memory of a painter that this one stands in for comes back here too; there is enough of it. */
  #takeBack(memory: ArrayBuffer): void {
    if (this.#free.length < pictures) this.#free.push(memory)
    this.#wake()
  }

  #warn(line: string): void {
    const { game, url: gameUrl } = this.#play
    this.#tell({ type: 'log', level: 'warn', line: `${game.id}: ${line}`, gameUrl })
  }

  #woken(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve))
  }

  #send(message: FromPainter, memory: ArrayBuffer): void {
    this.#data.output.postMessage(message, [memory])
  }

  #tell(message: FromPainterToMain): void {
    parentPort?.postMessage(message)
  }
}

const data = workerData as PainterData
const loaded = await loadPlay(data.gameUrl, data.sound ? data.format.sampleRate : null)
await new Painter(data, loaded).run(loaded.sounds.problems)
