import type { MusicOptions } from '../../game/index.ts'
import type { Mix, Stereo } from './bus.ts'
import { gainOf, within, type Mended } from './mend.ts'

/** One piece of music that plays, comes or goes. */
interface Deck {
  name: string | null
  clip: Stereo
  /** The show's sample at which it stands at its beginning. */
  begin: number
  overlap: number
  gain: number
  target: number
  /** How far the gain moves in a sample. */
  slew: number
}

/** A third piece may begin while the second has not yet taken the place of the first. */
const maxDecks = 3

const silence: Stereo = { left: new Float32Array(1), right: new Float32Array(1) }

/** The music bus: loops that stand at the same place for everybody, and fade from one to the next. */
export class Music {
  readonly #decks: readonly Deck[]
  readonly #sampleRate: number
  readonly #counts: Mended
  #fadeSeconds = 1

  constructor(sampleRate: number, counts: Mended) {
    this.#sampleRate = sampleRate
    this.#counts = counts
    this.#decks = Array.from({ length: maxDecks }, () => ({
      name: null,
      clip: silence,
      begin: 0,
      overlap: 0,
      gain: 0,
      target: 0,
      slew: 0,
    }))
  }

  /** @param tickSample samples in a tick, to place the beginning */
  play(name: string, clip: Stereo, options: MusicOptions, tickSample: number): void {
    const gain = gainOf(options.gain ?? 1, this.#counts)
    // With all three still heard the new one waits: cutting one short would click.
    const deck = this.#deckOf(name) ?? this.#deckOf(null)
    if (deck === null) return
    this.#fadeSeconds = within(options.fadeSeconds ?? 1, 0.02, 30, this.#counts)
    if (deck.gain === 0) {
      const overlap = within(options.overlapSeconds ?? 0.01, 0, 10, this.#counts) * this.#sampleRate
      deck.name = name
      deck.clip = clip
      deck.begin = Math.floor(within(options.atTick ?? 0, 0, 2 ** 40, this.#counts) * tickSample)
      deck.overlap = Math.min(Math.round(overlap), Math.floor(clip.left.length / 2))
    }
    deck.target = gain
    for (const each of this.#decks) each.slew = 1 / (this.#fadeSeconds * this.#sampleRate)
  }

  /** How long the music takes to go that no frame names any more. */
  fadeIn(seconds: number): void {
    const slew = 1 / (within(seconds, 0.02, 30, this.#counts) * this.#sampleRate)
    for (const deck of this.#decks) deck.slew = slew
  }

  add(mix: Mix, samples: number, position: number): void {
    for (const deck of this.#decks) {
      if (deck.gain > 0 || deck.target > 0) addDeck(deck, mix, samples, position)
      if (deck.gain === 0) deck.name = null
      deck.target = 0
    }
  }

  #deckOf(name: string | null): Deck | null {
    for (const deck of this.#decks) if (deck.name === name) return deck
    return null
  }
}

function addDeck(deck: Deck, mix: Mix, samples: number, position: number): void {
  const { clip, overlap, target, slew } = deck
  const { left, right } = clip
  const period = left.length - overlap
  const since = position - deck.begin
  const first = Math.max(0, -since)
  // What has yet to begin is silent, and fades in from there; heard it is only where the show jumped back.
  if (first > 0) deck.gain = 0
  let place = Math.max(0, since) % period
  let gain = deck.gain
  for (let i = first; i < samples; i++) {
    gain += Math.min(slew, Math.max(-slew, target - gain))
    let l = left[place] as number
    let r = right[place] as number
    if (place < overlap && since + i >= period) {
      // Equal power, since what ends and what begins are not alike.
      const turn = (place / overlap) * (Math.PI / 2)
      const rise = Math.sin(turn)
      const fall = Math.cos(turn)
      l = l * rise + (left[place + period] as number) * fall
      r = r * rise + (right[place + period] as number) * fall
    }
    mix.left[i] = (mix.left[i] as number) + l * gain
    mix.right[i] = (mix.right[i] as number) + r * gain
    if (++place >= period) place = 0
  }
  deck.gain = gain
}
