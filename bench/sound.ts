/**
 * What a frame of sound costs: sixteen voices, music, buses and limiter at 48 kHz and 30 frames a second, beside sixteen bare
 * sines, the least that sixteen voices can be. Both in one run, in turn; the ratio is of each pair.
 */
import { midi, type Synth, type ToneOptions } from '../game/index.ts'
import { createSound, type Sound } from '../render/sound/sound.ts'

const sampleRate = 48_000
const frames = 3000
const rounds = 5
const samples = 1600

/** Of every four voices two have a filter and one has vibrato. Loud enough that the limiter works. */
const waves = ['sine', 'saw', 'square', 'triangle'] as const
const voices = Array.from({ length: 16 }, (_, i) => {
  const options: ToneOptions = {
    wave: waves[i % 4] ?? 'sine',
    hz: midi(40 + 3 * i),
    gain: 0.12,
    pan: (i - 7.5) / 10,
    ...(i % 2 === 0 && { filter: { kind: 'lowpass', hz: 1200 + 100 * i } }),
    ...(i % 4 === 1 && { vibrato: { hz: 5, cents: 12 } }),
  }
  return { name: `voice ${i}`, options }
})

function play(synth: Synth, tick: number): void {
  for (const { name, options } of voices) synth.tone(name, options)
  synth.note('bell', { atTick: tick - (tick % 15), hz: 880, gain: 0.2, seconds: 0.2 })
  synth.music('loop', { gain: 0.5 })
}

function createShow(): Sound {
  const sound = createSound({ sampleRate, fps: { num: 30, den: 1 }, tickRate: 30 })
  const loop = Float32Array.from({ length: 5 * sampleRate }, (_, i) => 0.4 * Math.sin(i / 30))
  sound.addClip('loop', { left: loop, right: loop.slice() })
  return sound
}

/** User and system time of this process a frame, in ms. */
function cpuMs(work: (frame: number) => void): number {
  const start = process.cpuUsage()
  for (let n = 0; n < frames; n++) work(n)
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000 / frames
}

const sound = createShow()
let frame = 0
const ours = () => {
  sound.begin(frame, frame)
  play(sound.synth, frame)
  sound.take()
  frame += 1
}

const out = new Float64Array(samples)
const phases = new Float64Array(16)
const bare = () => {
  out.fill(0)
  for (let voice = 0; voice < 16; voice++) {
    let phase = phases[voice] as number
    const step = (2 * Math.PI * 110 * (voice + 1)) / sampleRate
    for (let i = 0; i < samples; i++) {
      out[i] = (out[i] as number) + 0.05 * Math.sin(phase)
      phase += step
    }
    phases[voice] = phase % (2 * Math.PI)
  }
}

cpuMs(ours)
cpuMs(bare)
for (let round = 1; round <= rounds; round++) {
  const [mine, floor] = [cpuMs(ours), cpuMs(bare)]
  const ratio = (mine / floor).toFixed(2)
  console.log(
    `sound, 16 voices, music, limiter: ${mine.toFixed(3)} ms of CPU a frame; 16 bare sines: ${floor.toFixed(3)} ms; ratio ${ratio}`,
  )
}
