import { NES, type ButtonKey } from 'jsnes'
import { createSampler, emulatorSampleRate, type SamplerMemory } from '../sound/sampler.ts'
import { problemOf } from './cartridge.ts'
import { pack, unpack } from './pack.ts'

/** The console with a cartridge in it. */
export interface Machine {
  /** Runs for one picture, with the buttons held whose bits are set: A is bit 0, then B, select, start, up, down, left, right. */
  run(buttons: number): void
  /** The picture: 256 × 240 colours, 0xBBGGRR each. The same array after each run. */
  readonly picture: Uint32Array
  /** `blockSamples` of the sound since the run before. Valid until the next call. */
  sound(): Float64Array
  /** A byte of its working memory, at 0 to 2047. */
  peek(address: number): number
  /** All that it remembers, as plain data of some 10 to 40 KB. */
  save(): unknown
  load(saved: unknown): void
}

interface MachineMemory {
  readonly console: unknown
  readonly sampler: SamplerMemory
  readonly held: number
}

/** @throws RangeError that says what is wrong with the cartridge */
export function createMachine(rom: Uint8Array): Machine {
  const problem = problemOf(rom)
  if (problem !== null) throw new RangeError(problem)
  const sampler = createSampler()
  let isWarm = false
  const picture = new Uint32Array(256 * 240)
  const nes = new NES({
    sampleRate: emulatorSampleRate,
    onFrame: (frame) => picture.set(frame),
    onAudioSample: (left, right) => void (isWarm && sampler.hear((left + right) / 2)),
  })
  nes.loadROM(rom)
  warmUp(nes)
  isWarm = true
  let held = 0
  return {
    picture,
    run(buttons) {
      for (let button = 0; button < 8; button++) {
        const bit = 1 << button
        if ((buttons & bit) === (held & bit)) continue
        if (buttons & bit) nes.buttonDown(1, button as ButtonKey)
        else nes.buttonUp(1, button as ButtonKey)
      }
      held = buttons
      nes.frame()
    },
    sound: () => sampler.block(),
    peek: (address) => nes.cpu.mem[address] ?? 0,
    save: () => ({ console: pack(nes.toJSON()), sampler: sampler.save(), held }) satisfies MachineMemory,
    load(saved) {
      const memory = saved as MachineMemory
      nes.fromJSON(unpack(memory.console) as object)
      sampler.load(memory.sampler)
      held = memory.held
    },
  }
}

/** Half a second that nobody hears: what a console does when it is switched on is a loud click. */
const warmUpPictures = 30

function warmUp(nes: NES): void {
  try {
    for (let n = 0; n < warmUpPictures; n++) nes.frame()
  } catch {
    // It crashes again in the first tick, which is where that is told.
  }
}
