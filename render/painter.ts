/** The thread that makes one picture: decodes each tick's patch, draws and sounds the frames that belong to it. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import { Decoder } from '@colyseus/schema'
import { createGuard, createState, type ArcadeState, type Game, type Guard } from '../game/index.ts'
import { createCamera, type Camera } from './camera.ts'
import { soundLeadFrames, tickAtFrame } from './clock.ts'
import { loadAssets } from './assets/load.ts'
import { nodeAssets } from './assets/node.ts'
import { loadBranding } from './branding.ts'
import { wholeShow, type Excerpt } from './excerpt.ts'
import type { PictureFormat } from './output/presets.ts'
import type { FromPainter } from './output/thread.ts'
import { i420Bytes } from './raster/i420.ts'
import { brandingName } from './scene/branding.ts'
import { isSlated } from './scene/layers.ts'
import type { Scene } from './scene/scene.ts'
import { loadSounds } from './sound/load.ts'
import { createMendedReport } from './sound/mended-report.ts'
import { toPcm16 } from './sound/pcm.ts'
import { createSound, type Sound } from './sound/sound.ts'
import { createSpeaker, type FromSpeaker, type Speaker, type SpeechKind, type SpokenLine } from './sound/speaker.ts'
import { createStills, type Stills } from './stills.ts'

export interface PainterData {
  /** Module whose default export is the game. */
  readonly gameUrl: string
  readonly format: PictureFormat
  /** Whether the show's sound is made here, which one painter does for all pictures. */
  readonly sound: boolean
  /** What is spoken in it; nothing where it is empty. */
  readonly speech: readonly SpeechKind[]
  /** The streamer's image for the corner; null for none. */
  readonly branding: string | null
  readonly pace: 'live' | 'fast'
  /** How many go out. */
  readonly frames: number | null
  /** The part of the show that is made; the whole of it by default. */
  readonly excerpt?: Excerpt
  readonly output: MessagePort
}

/** The state as bytes: first the whole, then the changes of each tick. Byte 0 is the room's protocol byte. */
export interface ToPainter {
  readonly tick: number
  readonly bytes: Uint8Array
}

/** Whether stills of the picture are wanted. */
export interface StillsWanted {
  readonly stills: boolean
}

export type FromPainterToMain =
  | { type: 'ready' }
  | { type: 'still'; jpeg: Uint8Array }
  | { type: 'painted'; tick: number }
  | { type: 'log'; level: 'warn'; line: string }
  | { type: 'mended'; mended: number }
  | FromSpeaker

/** Pictures in flight between drawing and the last encoder's pipe. More would only add delay. */
const pictures = 6

class Painter {
  readonly #data: PainterData
  readonly #game: Game
  readonly #state: ArcadeState
  readonly #decoder: Decoder
  readonly #camera: Camera
  readonly #sound: Sound
  readonly #speaker: Speaker | null
  readonly #stills: Stills
  readonly #queue: ToPainter[] = []
  readonly #free: ArrayBuffer[]
  #wake: () => void = () => {}
  readonly #images = new Map<string, CanvasImageSource>()
  /** Set before the first picture. */
  #image: Pick<Scene, 'image'> = {}
  readonly #excerpt: Excerpt
  #frame: number
  readonly #tellMended = createMendedReport({
    warn: (line) => this.#warn(line),
    tell: (mended) => this.#tell({ type: 'mended', mended }),
  })
  /** A game that throws loses its own drawing or sound, never the stream. */
  readonly #guards: Readonly<Record<'draw' | 'sound' | 'story', Guard>>

  constructor(data: PainterData, game: Game) {
    const { width, height, sampleRate, fps } = data.format
    this.#data = data
    this.#excerpt = data.excerpt ?? wholeShow
    this.#frame = this.#excerpt.begin
    this.#game = game
    this.#state = createState(game)
    this.#decoder = new Decoder(this.#state)
    this.#camera = createCamera(width, height, fps)
    this.#sound = createSound({
      ...{ sampleRate, fps, tickRate: game.tickRate, firstFrame: soundLeadFrames },
      gainDb: game.soundGainDb ?? 0,
    })
    const speaking = { game, kinds: data.speech, sound: this.#sound }
    this.#speaker =
      data.speech.length === 0 ? null : createSpeaker({ ...speaking, tell: (message) => this.#tell(message) })
    const guard = (what: string) => createGuard(what, (line) => this.#warn(line))
    this.#guards = { draw: guard('draw'), sound: guard('sound'), story: guard('story') }
    this.#free = Array.from({ length: pictures }, () => new ArrayBuffer(i420Bytes(width, height)))
    data.output.on('message', (memory: ArrayBuffer) => {
      this.#free.push(memory)
      this.#wake()
    })
    this.#stills = createStills(
      width,
      height,
      (jpeg) => this.#tell({ type: 'still', jpeg }),
      (line) => this.#tell({ type: 'log', level: 'warn', line }),
    )
    parentPort?.on('message', (message: ToPainter | SpokenLine | StillsWanted) => {
      if ('clip' in message) return this.#speaker?.speak(message)
      if ('stills' in message) return this.#stills.setOn(message.stills)
      this.#queue.push(message)
      this.#wake()
    })
  }

  /** A turn of the event loop after each tick lets messages in, and lets the canvas free its memory. */
  async run(): Promise<void> {
    const problems = this.#data.sound ? await this.#loadSounds() : []
    await this.#loadImages()
    this.#tell({ type: 'ready' })
    for (const line of problems) this.#warn(line)
    for (;;) {
      const next = this.#queue.shift()
      if (next === undefined) {
        await this.#woken()
        continue
      }
      this.#decoder.decode(next.bytes, { offset: 1 })
      this.#guards.story(() => this.#speaker?.look(this.#state))
      await this.#paintTick(next.tick)
      this.#tell({ type: 'painted', tick: next.tick })
      await nextTurn()
    }
  }

  /** A sound that can't be had is silent, and the show goes on. @returns why, for each */
  async #loadSounds(): Promise<readonly string[]> {
    const { gameUrl, format } = this.#data
    const { clips, problems } = await loadSounds(this.#game.sounds ?? {}, gameUrl, format.sampleRate)
    for (const [name, clip] of clips) this.#sound.addClip(name, clip)
    return problems
  }

  /** A game that can't be drawn without an image is not started without it. */
  async #loadImages(): Promise<void> {
    const { gameUrl, branding } = this.#data
    this.#image = await loadAssets(this.#game, nodeAssets(gameUrl))
    if (branding !== null) this.#images.set(brandingName, await loadBranding(branding))
  }

  async #paintTick(tick: number): Promise<void> {
    const { format, frames } = this.#data
    const limit = this.#excerpt.first + (frames ?? Infinity)
    while (this.#frame < limit && tickAtFrame(this.#frame, format.fps, this.#game.tickRate) <= tick) {
      if (this.#data.sound) this.#play(tick)
      await this.#paint(tick)
      this.#frame += 1
    }
  }

  /** In a live show a picture is left out when the next tick is already here. Else it waits for memory that is on its way out. */
  async #paint(tick: number): Promise<void> {
    while (this.#free.length === 0 && !this.#isLate) await this.#woken()
    if (this.#isLate) return
    const memory = this.#free.pop()
    if (memory === undefined) return
    this.#guards.draw(() => this.#draw(tick, memory))
    this.#stills.look(new Uint8Array(memory))
    const frame = this.#frame - this.#excerpt.first
    if (frame >= 0) this.#send({ type: 'picture', frame, memory }, memory)
    else this.#free.push(memory)
  }

  get #isLate(): boolean {
    return this.#data.pace === 'live' && this.#queue.length > 0
  }

  #draw(tick: number, memory: ArrayBuffer): void {
    const { fps, width, height } = this.#data.format
    const seconds = (this.#frame * fps.den) / fps.num
    const frame = { number: this.#frame, seconds, tick, tickRate: this.#game.tickRate, width, height }
    const warn = (line: string) => this.#warn(line)
    const scene = { view: this.#game, state: this.#state, frame, images: this.#images, warn, ...this.#image }
    this.#camera.take(scene, memory)
  }

  /** What this frame sounds like goes out `soundLeadFrames` later, with the number of samples that belongs there. */
  #play(tick: number): void {
    const sound = this.#sound
    const frame = sound.begin(this.#frame, tick)
    // A slate is calm and silent: whatever the game began before it fades out.
    if (isSlated(this.#state)) sound.hush()
    else this.#guards.sound(() => this.#game.sound(sound.synth, this.#state.game, frame))
    const { left, right } = sound.take()
    const pcm = toPcm16(left, right)
    const chunk = this.#frame + soundLeadFrames - this.#excerpt.first
    if (chunk >= 0) this.#send({ type: 'sound', chunk, pcm }, pcm)
    this.#tellMended(sound.mended)
  }

  #warn(line: string): void {
    this.#tell({ type: 'log', level: 'warn', line: `${this.#game.id}: ${line}` })
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
const { default: game } = (await import(data.gameUrl)) as { default: Game }
await new Painter(data, game).run()
