import { createRandom, type Random } from '../../game/index.ts'
import type { ChatMessage } from '../message.ts'
import type { Spoken } from '../parse.ts'
import { badgesOf, nameOf } from './crowd-names.ts'
import { createTalk, type Bot, type CrowdTalk } from './crowd-talk.ts'
import type { ChatItem, ChatSource } from './source.ts'

/** Simulated time goes in steps, so that what is said doesn't depend on how often it is asked for. */
const stepMs = 20
/** How often each viewer speaks, on average. */
const everyMs = 8000
/** More than the largest crowd says in a step. */
const maxPerStep = 1000
/** One viewer in this many is a spammer, and they write this share of everything: ten messages a second each. */
const spammerEvery = 1000
const spammedShare = 0.08
/** The fewest viewers that have a spammer among them. */
const leastSpammed = 50
/** One message in this many is deleted by a moderator, and one in that many costs its author a time-out. */
const deletedEvery = 500
const timedOutEvery = 3000

/** A simulated crowd: everything it says follows from the seed, the number of viewers and the show's time. */
export class CrowdSource implements ChatSource {
  readonly id: string
  readonly dropped = 0
  /** It speaks when it is asked, so nothing waits. */
  readonly waiting = 0
  readonly #viewers: number
  readonly #random: Random
  readonly #talk: CrowdTalk
  #steps = 0
  #speakersLeft = 0
  #said = 0
  #closed = false

  constructor(id: string, options: { viewers: number; seed: number; game: Spoken; bot?: Bot | undefined }) {
    this.id = id
    this.#viewers = options.viewers
    this.#random = createRandom(options.seed, 'crowd')
    this.#talk = createTalk(options.game, this.#random, options.bot)
  }

  get state(): ChatSource['state'] {
    return this.#closed ? 'closed' : 'live'
  }

  *drain(showMs: number, limit: number): Iterable<ChatItem> {
    const dueSteps = Math.floor(showMs / stepMs)
    for (let left = limit; left > 0 && !this.#closed; left--) {
      while (this.#speakersLeft === 0) {
        if (this.#steps >= dueSteps) return
        this.#steps += 1
        this.#speakersLeft = this.#speakers()
      }
      this.#speakersLeft -= 1
      const message = this.#speak(this.#steps * stepMs)
      yield message
      yield* this.#moderate(message)
    }
  }

  /** How many speak in one step: the average, rounded up or down by chance. */
  #speakers(): number {
    const average = (this.#viewers * stepMs) / everyMs
    return Math.floor(average + this.#random.next())
  }

  #speak(atMs: number): ChatMessage {
    const isSpam = this.#viewers >= leastSpammed && this.#random.next() < spammedShare
    const viewer = isSpam ? this.#spammer() : this.#random.integer(this.#viewers)
    const text = this.#talk(atMs, isSpam ? 'spammer' : 'player')
    this.#said += 1
    return {
      type: 'message',
      source: this.id,
      id: `crowd-${this.#said}`,
      userId: `crowd:${viewer}`,
      login: null,
      user: nameOf(viewer),
      colour: null,
      text,
      badges: badgesOf(viewer),
    }
  }

  #spammer(): number {
    return spammerEvery * this.#random.integer(Math.ceil(this.#viewers / spammerEvery))
  }

  /** What moderators do a moment later. */
  *#moderate({ id, userId }: ChatMessage): Iterable<ChatItem> {
    const source = this.id
    if (this.#said % deletedEvery === 0 && id !== null) yield { type: 'message-deleted', source, messageId: id }
    if (this.#said % timedOutEvery === 0) yield { type: 'user-timed-out', source, userId, seconds: 600 }
  }

  /** It begins anew, at another time: what it would have been in the middle of hangs on all that it ever said. */
  skip(showMs: number): void {
    this.#steps = Math.floor(showMs / stepMs)
    // Ids that no message had before.
    this.#said = this.#steps * maxPerStep
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true
  }
}
