import type { ArcadeState, Game, Show } from '../../game/index.ts'
import { alertWords } from '../scene/alerts.ts'
import { isAlert } from '../scene/head.ts'
import { isSlated } from '../scene/layers.ts'
import type { Stereo } from './bus.ts'
import type { Sound } from './sound.ts'
import { speakable } from './speech-text.ts'

/** What may be spoken: alerts of every kind, of them only what somebody typed by `!say`, and what a game tells as its `story`. */
export const speechKinds = ['alerts', 'say', 'story'] as const
export type SpeechKind = (typeof speechKinds)[number]

/** `said` when the clip has been heard to its end; after `hush` nothing is wanted of what was asked for before. */
export type FromSpeaker = { type: 'say'; text: string } | { type: 'said' } | { type: 'hush' }

/** A line as sound, and the number of times that there had been a hush when it was asked for. */
export interface SpokenLine {
  readonly clip: Stereo
  readonly hushes: number
}

export interface SpeakerOptions {
  readonly game: Pick<Game, 'story'>
  readonly kinds: readonly SpeechKind[]
  readonly sound: Pick<Sound, 'speak' | 'isSpeaking' | 'stopSpeaking'>
  readonly tell: (message: FromSpeaker) => void
  /** How often there had been a hush before; 0 by default. */
  readonly hushes?: number
}

/** Finds in the state what is to be spoken, asks for it as sound, and puts that into the show. It never waits for anything. */
export interface Speaker {
  /** Called once a tick. @throws what the game's `story` throws, after all else is done */
  look(state: ArcadeState): void
  speak(line: SpokenLine): void
  /** Stops what is being spoken, for another game begins. @returns how often there has been a hush, for the speaker that follows */
  end(): number
}

export function createSpeaker({ game, kinds, sound, tell, ...before }: SpeakerOptions): Speaker {
  const alertOf = watchAlerts(kinds)
  const storyOf = kinds.includes('story') ? watchStory(game) : () => ''
  let hushes = before.hushes ?? 0
  let isQuiet = true
  let isPlaying = false

  const say = (line: string) => {
    const text = speakable(line)
    if (text === '') return
    isQuiet = false
    tell({ type: 'say', text })
  }
  const hush = () => {
    if (isQuiet) return
    isQuiet = true
    isPlaying = false
    hushes += 1
    sound.stopSpeaking()
    tell({ type: 'hush' })
  }
  return {
    look(state) {
      if (isPlaying && !sound.isSpeaking) {
        isPlaying = false
        tell({ type: 'said' })
      }
      const { line, isCutShort } = alertOf(state.show)
      // What came on behind a slate is not made up for later: by then it is old.
      const slated = isSlated(state)
      if (slated || isCutShort) hush()
      if (!slated) say(line)
      const story = storyOf(state)
      if (!slated) say(story)
    },
    speak(line) {
      if (line.hushes !== hushes) return
      isPlaying = true
      sound.speak(line.clip)
    },
    end() {
      hush()
      return hushes
    },
  }
}

/** What is new about the alert: the line that came on the air, and whether the one before was taken off before its time. */
function watchAlerts(kinds: readonly SpeechKind[]) {
  let from: number | null = null
  let until = 0
  return (show: Show): { readonly line: string; readonly isCutShort: boolean } => {
    // Those that were on the air before are old news.
    from ??= show.tick - 1
    const { alert } = show
    const isNew = alert.fromTick > from
    const isCutShort = isNew ? alert.fromTick < until : alert.fromTick === from && alert.untilTick < until
    if (!isNew && !isCutShort) return { line: '', isCutShort }
    from = alert.fromTick
    until = alert.untilTick
    const isWanted = kinds.includes('alerts') || (alert.isSaid && kinds.includes('say'))
    return { line: isNew && isWanted && isAlert({ show }) ? alertLine(alert) : '', isCutShort }
  }
}

/** `Raid: carol, with 120 viewers`; what is information needs no word for it: `ann: hello`. */
function alertLine({ kind, name, text }: Show['alert']): string {
  if (kind === 'info') return name === '' ? text : `${name}: ${text}`
  const word = new Map<string, string>(Object.entries(alertWords)).get(kind)?.toLowerCase() ?? kind
  return name === '' ? `${word}: ${text}` : `${word}: ${name}, ${text}`
}

/** What a game tells, once for each later tick; what is to come waits for its tick. */
function watchStory({ story }: Pick<Game, 'story'>): (state: ArcadeState) => string {
  let told: number | null = null
  return ({ show, game }) => {
    told ??= show.tick - 1
    const now = story?.(game) ?? null
    if (now === null || !(now.atTick > told && now.atTick <= show.tick)) return ''
    told = now.atTick
    return now.text
  }
}
