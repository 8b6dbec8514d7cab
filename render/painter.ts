/** The thread that makes one picture: decodes each tick's patch, draws and sounds the frames that belong to it. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import { Decoder } from '@colyseus/schema'
import { createState, type ArcadeState, type Game } from '../game/index.ts'
import { samplesOf, soundLeadFrames, tickAtFrame } from './clock.ts'
import type { EncodeFormat } from './output/presets.ts'
import type { FromPainter } from './output/thread.ts'
import { createRaster, type Raster } from './raster/canvas.ts'
import { i420Bytes } from './raster/i420.ts'
import { drawScene } from './scene/scene.ts'
import { toPcm16 } from './sound/pcm.ts'
import { createSynth, type DrainableSynth } from './sound/synth.ts'

export interface PainterData {
  /** Module whose default export is the game. */
  readonly gameUrl: string
  readonly format: EncodeFormat
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

/** Pictures in flight between drawing and the last encoder's pipe. More would only add delay. */
const pictures = 6

class Painter {
  readonly #data: PainterData
  readonly #game: Game
  readonly #state: ArcadeState
  readonly #decoder: Decoder
  readonly #raster: Raster
  readonly #synth: DrainableSynth
  readonly #queue: ToPainter[] = []
  readonly #free: ArrayBuffer[]
  #wake: () => void = () => {}
  #frame = 0
  /** How often each part of the game threw. */
  readonly #throws = { draw: 0, sound: 0 }

  constructor(data: PainterData, game: Game) {
    const { width, height, sampleRate } = data.format
    this.#data = data
    this.#game = game
    this.#state = createState(game)
    this.#decoder = new Decoder(this.#state)
    this.#raster = createRaster(width, height)
    this.#synth = createSynth(sampleRate)
    this.#free = Array.from({ length: pictures }, () => new ArrayBuffer(i420Bytes(width, height)))
    data.output.on('message', (memory: ArrayBuffer) => {
      this.#free.push(memory)
      this.#wake()
    })
    parentPort?.on('message', (message: ToPainter) => {
      this.#queue.push(message)
      this.#wake()
    })
  }

  /** A turn of the event loop after each tick lets messages in, and lets the canvas free its memory. */
  async run(): Promise<void> {
    this.#tell({ type: 'ready' })
    for (;;) {
      const next = this.#queue.shift()
      if (next === undefined) {
        await this.#woken()
        continue
      }
      this.#decoder.decode(next.bytes, { offset: 1 })
      await this.#paintTick(next.tick)
      this.#tell({ type: 'painted', tick: next.tick })
      await nextTurn()
    }
  }

  async #paintTick(tick: number): Promise<void> {
    const { format, frames } = this.#data
    const limit = frames ?? Infinity
    while (this.#frame < limit && tickAtFrame(this.#frame, format.fps, this.#game.tickRate) <= tick) {
      this.#sound(tick)
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
    this.#guard('draw', () => this.#draw(tick))
    this.#raster.read(memory)
    this.#send({ type: 'picture', frame: this.#frame, memory }, memory)
  }

  get #isLate(): boolean {
    return this.#data.pace === 'live' && this.#queue.length > 0
  }

  #draw(tick: number): void {
    const { fps, width, height } = this.#data.format
    const seconds = (this.#frame * fps.den) / fps.num
    const frame = { number: this.#frame, seconds, tick, tickRate: this.#game.tickRate, width, height }
    drawScene(this.#raster.context, { view: this.#game, state: this.#state, frame })
  }

  /** What this frame sounds like goes out `soundLeadFrames` later, with the number of samples that belongs there. */
  #sound(tick: number): void {
    const { fps, sampleRate } = this.#data.format
    const chunk = this.#frame + soundLeadFrames
    const samples = samplesOf(chunk, fps, sampleRate)
    const frame = { number: this.#frame, tick, tickRate: this.#game.tickRate, samples, sampleRate }
    this.#guard('sound', () => this.#game.sound(this.#synth, this.#state.game, frame))
    const { left, right } = this.#synth.take(samples)
    const pcm = toPcm16(left, right)
    this.#send({ type: 'sound', chunk, pcm }, pcm)
  }

  /** A game that throws loses its own drawing, never the stream. */
  #guard(what: 'draw' | 'sound', run: () => void): void {
    try {
      run()
    } catch (error) {
      const times = (this.#throws[what] += 1)
      // Ever more seldom: thirty lines a second would fill a disk.
      if (Math.log2(times) % 1 !== 0) return
      this.#tell({
        type: 'log',
        level: 'warn',
        line: `${this.#game.id}: ${what} threw (${times} times so far) ${String(error)}`,
      })
    }
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
