import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { ChatMessage } from '../../chat/index.ts'
import type { ChatOptions } from '../../chat/index.ts'
import { rules } from '../../game/bundled/colour-tone/rules.ts'
import type { GameRules } from '../../game/index.ts'

/** Colour & Tone at 30 ticks a second, no Twitch account, and no log. */
export function chatOptions(options: Partial<ChatOptions> & Pick<ChatOptions, 'urls'>): ChatOptions {
  const twitch = { username: null, token: null, ircUrl: null }
  return { game: colourTone, seed: 7, twitch, log: () => {}, ...options }
}

export const colourTone: GameRules = rules

export function messageFrom(userId: string, text = ''): ChatMessage {
  const from = { source: 'local:', id: null, userId, login: null, user: userId, colour: null }
  return { type: 'message', ...from, text, badges: [] }
}

/** Waits for something that a socket will bring about; fails with its name after `timeoutMs`. */
export async function until(what: string, condition: () => boolean, timeoutMs = 5000): Promise<void> {
  const end = performance.now() + timeoutMs
  while (!condition()) {
    if (performance.now() > end) throw new Error(`timed out waiting until ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** A file of other people's test data, or null and the reason to skip where the folder isn't beside the checkout. */
export function sharedData(path: string): { text: string; skip: false } | { text: ''; skip: string } {
  const url = new URL(`../../../shared/data/${path}`, import.meta.url)
  if (existsSync(url)) return { text: readFileSync(url, 'utf8'), skip: false }
  return { text: '', skip: `${fileURLToPath(url)} is not there: put the shared data beside the checkout to run this` }
}
