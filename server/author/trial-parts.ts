import type { Fault } from './fault.ts'

export interface TrialData {
  /** The index in `trialParts` of what is being called; `notBegun` until the thread has heard of the game. */
  readonly part: SharedArrayBuffer
}

export const notBegun = -1

export interface ToTrial {
  readonly url: string
}

export interface FromTrial {
  readonly url: string
  /** What is wrong; null where the game does. */
  readonly fault: Fault | null
  /** The author's own files, the last one that was loaded last. */
  readonly files: readonly string[]
}

/** What of a game is called, in no particular order. */
export const trialParts: readonly string[] = [
  ...['', 'setup', 'step', 'score', 'leaders', 'bot', 'save', 'commands', 'images', 'draw', 'still', 'sound', 'story'],
]
