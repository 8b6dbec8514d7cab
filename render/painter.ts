/** The thread that makes one picture: decodes each tick's patch, draws and sounds the frames that belong to it. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import { Decoder } from '@colyseus/schema'
import { createState, type ArcadeState, type Game } from '../game/index.ts'
import { createCamera, type Camera } from './camera.ts'
import { soundLeadFrames, tickAtFrame } from './clock.ts'
import { loadAssets } from './assets/load.ts'
import { nodeAssets } from './assets/node.ts'
import { loadBranding } from './branding.ts'
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
  readonly frames: number | null
  readonly output: MessagePort
}

/** The state as bytes: first the whole, then the changes of each tick. Byte 0 is the room's protocol byte. */
export interface ToPainter {
  readonly tick: number
  readonly bytes: Uint8Array
}

export type FromPainterToMain =
  | { type: 'ready' }
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
  readonly #queue: ToPainter[] = []
  readonly #free: ArrayBuffer[]
  #wake: () => void = () => {}
  readonly #images = new Map<string, CanvasImageSource>()
  /** Set before the first picture. */
  #image: Pick<Scene, 'image'> = {}
  #frame = 0
  readonly #tellMended = createMendedReport({
    warn: (line) => this.#warn(line),
    tell: (mended) => this.#tell({ type: 'mended', mended }),
  })
  /** How often each part of the game threw. */
  readonly #throws = { draw: 0, sound: 0, story: 0 }

  constructor(data: PainterData, game: Game) {
    const { width, height, sampleRate, fps } = data.format
    this.#data = data
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
    this.#free = Array.from({ length: pictures }, () => new ArrayBuffer(i420Bytes(width, height)))
    data.output.on('message', (memory: ArrayBuffer) => {
      this.#free.push(memory)
      this.#wake()
    })
    parentPort?.on('message', (message: ToPainter | SpokenLine) => {
      if ('clip' in message) return this.#speaker?.speak(message)
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
      this.#guard('story', () => this.#speaker?.look(this.#state))
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
    const limit = frames ?? Infinity
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
    this.#guard('draw', () => this.#draw(tick, memory))
    this.#send({ type: 'picture', frame: this.#frame, memory }, memory)
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
    // A slate is calm and silent: voices that nobody names fade out.
    if (!isSlated(this.#state)) this.#guard('sound', () => this.#game.sound(sound.synth, this.#state.game, frame))
    const { left, right } = sound.take()
    const pcm = toPcm16(left, right)
    this.#send({ type: 'sound', chunk: this.#frame + soundLeadFrames, pcm }, pcm)
    this.#tellMended(sound.mended)
  }

  /** A game that throws loses its own drawing, never the stream. */
  #guard(what: 'draw' | 'sound' | 'story', run: () => void): void {
    try {
      run()
    } catch (error) {
      const times = (this.#throws[what] += 1)
      // Ever more seldom: thirty lines a second would fill a disk.
      if (Math.log2(times) % 1 !== 0) return
      this.#warn(`${what} threw (${times} times so far) ${String(error)}`)
    }
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
