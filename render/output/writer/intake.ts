import type { MessagePort } from 'node:worker_threads'
import type { Output, OutputOptions } from '../output.ts'
import { createSoundIntake } from './sound-intake.ts'

/** What an intake has to know of its writer. */
export interface WriterBounds {
  /** Pictures, and samples of each channel, that may wait before the writer is told that there is no room. */
  readonly frames: number
  readonly samples: number
  /** Whether sound is written at all; else the stream is silent. */
  readonly hasSound: boolean
}

/** What the writer's thread sends. */
export type FromWriter =
  | { readonly type: 'picture'; readonly memory: ArrayBuffer }
  /** 16-bit stereo, of any length. */
  | { readonly type: 'sound'; readonly pcm: ArrayBuffer }
  /** Nothing more comes: what waits leaves in its time, and the stream ends. */
  | { readonly type: 'end' }

/** What waits here, and what has come so far, by which the writer knows how much is still on its way. */
export interface WriterLevel {
  readonly pictures: { readonly came: number; readonly wait: number }
  readonly samples: { readonly came: number; readonly wait: number }
}

export interface IntakeOptions extends Pick<OutputOptions, 'pace' | 'gaps' | 'pictures'> {
  /** One port; the memory of pictures goes back by it as well. */
  readonly painters: readonly MessagePort[]
}

/** Gives an output what a program writes, in the output's own thread: there the clock is, and nothing of the program. */
export interface Intake {
  /** A frame has left. */
  left(): void
}

/**
 * Where the clock goes on by itself (`gaps: 'fill'`), what is written comes next, or now where next is over. Else frame and
 * sample have their places by count, and a picture waits for its sound as sound does for its picture, though not for ever:
 * when so much of one waits that the writer may give no more, the place of the other is filled with silence, or with the
 * last picture, and what comes for it later is left out.
 */
export function createIntake(output: Output, options: IntakeOptions, bounds: WriterBounds): Intake {
  const { format } = options.pictures[0] as IntakeOptions['pictures'][number]
  const track = output.tracks[0] as Output['tracks'][number]
  const port = options.painters[0] as MessagePort
  const isCounted = options.pace === 'fast' || options.gaps === 'wait'
  const { hasSound } = bounds
  const sound = createSoundIntake({ ...format, timeline: output.sound, written: () => track.written, hasSound })
  const addSound = (chunk: Buffer) => output.addSound(output.sound.length, chunk)
  let cameFrames = 0
  /** The frame of the next picture. */
  let next = 0
  /** Frames there will be, once it is known. */
  let total = Infinity
  const waiting = () => Math.max(0, next - track.written)

  function addPicture(memory: ArrayBuffer): void {
    cameFrames += 1
    const frame = isCounted ? next : Math.max(next, track.written)
    next = frame + 1
    output.addPicture(0, frame, memory)
  }

  /** Fills the place of what the next frame has waited long enough for. */
  function fill(): void {
    if (!isCounted) return
    // An output that is closing takes no more.
    for (let length = -1; length < output.sound.length && output.sound.length <= track.written;) {
      if (waiting() < bounds.frames) break
      length = output.sound.length
      addSound(sound.pad())
    }
    const isLong = total === Infinity ? sound.waiting >= bounds.samples : track.written < total
    if (isLong && waiting() === 0 && !track.hasNext)
      output.addPicture(0, track.written, track.picture.bytes.slice().buffer)
  }

  function end(): void {
    total = sound.end(Math.max(next, track.written))
    if (total === 0) void output.close()
    else output.end(total)
  }

  function tell(): void {
    const pictures = { came: cameFrames, wait: waiting() }
    port.postMessage({ pictures, samples: { came: sound.came, wait: sound.waiting } } satisfies WriterLevel)
  }

  port.on('message', (message: FromWriter) => {
    if (message.type === 'end') end()
    else if (cameFrames + sound.came === 0) output.start(process.hrtime.bigint())
    if (message.type === 'picture') addPicture(message.memory)
    else if (message.type === 'sound') sound.take(Buffer.from(message.pcm))
    sound.cut(addSound)
    fill()
    tell()
  })

  return {
    left() {
      sound.cut((chunk) => output.sound.append(chunk))
      tell()
      // Not at once: the output is in the midst of its frames.
      queueMicrotask(fill)
    },
  }
}
