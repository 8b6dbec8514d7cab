import type { Random } from '../../game/index.ts'
import type { Spoken } from '../parse.ts'
import { hostile } from './crowd-hostile.ts'
import { houseWordsFor, phrasesFor } from './crowd-phrases.ts'

const chatter = [
  'lol',
  'hello from Brazil',
  'is this real?',
  'what is this game',
  'KEKW',
  'let’s go!!',
  'no no no',
  'first time here',
  'who is winning',
  'gg',
  '😂😂😂',
  'こんにちは',
  'why',
  'chat please',
  'this is art',
]
const spam = [
  'FREE FOLLOWERS >> example.com <<',
  'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  '🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥',
  'copy this message or bad luck for seven years '.repeat(14),
]

/** What most of the crowd is after at the moment. */
interface Mood {
  readonly favourite: string
  readonly rival: string
  /** Share of the sensible talk that follows the favourite; the rival has a quarter. */
  readonly strength: number
  readonly untilMs: number
}

/** The share of everything that is about how the crowd plays, where that can be chosen. */
const houseShare = 0.04
const opinionMs = 180_000

/** What somebody of the crowd is like: most play, a few are there to be heard. */
export type Temper = 'player' | 'spammer'

/** What the crowd says at a moment, mostly commands of the game. Asked with times that never fall. */
export type CrowdTalk = (atMs: number, temper: Temper) => string

/** What somebody who knows the game would type at this moment; null where they know nothing better than anybody. */
export type Bot = (random: Random) => string | null

/** @param bot asked ten times a second at most, however large the crowd is */
export function createTalk(game: Spoken, random: Random, bot?: Bot): CrowdTalk {
  const phrases = phrasesFor(game, random)
  const house = createOpinion(houseWordsFor(game), random)
  const known = createKnown(bot, random)
  // A game that nobody can play, or whose arguments nobody guesses, still has an audience.
  if (phrases.length === 0) return (atMs) => known(atMs) ?? random.pick(chatter)
  const wish = () => random.pick(random.pick(phrases))
  let mood: Mood = newMood(0, wish, random)
  return (atMs, temper) => {
    if (atMs >= mood.untilMs) mood = newMood(atMs, wish, random)
    const opinion = house(atMs)
    if (opinion !== null) return opinion
    return temper === 'player' ? say(mood, wish, random, known(atMs)) : shout(mood, random)
  }
}

/** How often a bot is asked, and how long what it says is good for. */
const askMs = 100
const knownMs = 1000

/** What those type who know the game: one of the latest things that its bot said. Null where it has nothing to say now. */
function createKnown(bot: Bot | undefined, random: Random): (atMs: number) => string | null {
  if (bot === undefined) return () => null
  let said: { readonly text: string; readonly atMs: number }[] = []
  let askedMs = -Infinity
  return (atMs) => {
    if (atMs - askedMs >= askMs) {
      askedMs = atMs
      const text = bot(random)
      said = text === null ? [] : [...said.filter((each) => atMs - each.atMs < knownMs), { text, atMs }]
    }
    return said.length === 0 ? null : random.pick(said).text
  }
}

/** What is said of how the crowd plays: most agree for some minutes, so that what is put to the vote gets decided. */
function createOpinion(words: readonly string[], random: Random): (atMs: number) => string | null {
  if (words.length === 0) return () => null
  let common = random.pick(words)
  let untilMs = opinionMs
  return (atMs) => {
    if (random.next() >= houseShare) return null
    if (atMs >= untilMs) {
      common = random.pick(words)
      untilMs = atMs + opinionMs
    }
    return random.next() < 0.85 ? common : random.pick(words)
  }
}

function newMood(atMs: number, wish: () => string, random: Random): Mood {
  return {
    favourite: wish(),
    rival: wish(),
    strength: 0.35 + random.next() * 0.3,
    untilMs: atMs + 4000 + random.integer(10_000),
  }
}

function say(mood: Mood, wish: () => string, random: Random, known: string | null): string {
  const kind = random.next()
  if (kind < 0.01) return random.pick(hostile)
  if (kind < 0.13) return random.pick(chatter)
  if (known !== null) return kind < 0.2 ? mistake(known, random) : known
  const share = random.next()
  const text = share < mood.strength ? mood.favourite : share < mood.strength + 0.25 ? mood.rival : wish()
  return kind < 0.2 ? mistake(text, random) : dress(text, random)
}

/** Most of what spammers write is one command or another, again and again: they want to win. */
function shout(mood: Mood, random: Random): string {
  if (random.next() < 0.7) return random.next() < 0.5 ? mood.favourite : mood.rival
  return random.pick(random.next() < 0.3 ? hostile : spam)
}

/** The ways in which a sensible command is typed; the last one is what chat programs add to dodge the duplicate filter. */
function dress(text: string, random: Random): string {
  const style = random.integer(20)
  if (style === 0) return text.toUpperCase()
  if (style === 1) return `${text}!`
  if (style === 2) return `!${text}`
  if (style === 3) return `${text} \u{e0000}`
  return text
}

function mistake(text: string, random: Random): string {
  const at = random.integer(text.length)
  const [before, here, after] = [text.slice(0, at), text.charAt(at), text.slice(at + 1)]
  return random.pick([
    before + after,
    before + here + here + after,
    before + after.charAt(0) + here + after.slice(1),
    `${text} please`,
    `${text}99999`,
  ])
}
