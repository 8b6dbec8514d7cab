import type { ShowInfo } from '../link/show-info.ts'
import type { Board } from './board.ts'

export type CommandWord = Pick<ShowInfo['words'][number], 'word' | 'takesMore'>

/** A word that can be meant, and what the whole message would be with it. */
export interface Completion {
  readonly word: string
  readonly text: string
}

/** As many as are read at a glance. */
const most = 6

/** What separates words of a message, as in `a+b` and `left, left`. */
const between = ' +,;:'

/** Of the game's words those that are taken at the moment, and of the show's those that the help has then, which begin with `!`. */
export function wordsOf(words: readonly CommandWord[], help: Board['help']): readonly CommandWord[] {
  const ofShow = help.flatMap(({ usage }) => usage.split(' ')).filter((word) => word.startsWith('!'))
  return [...words, ...['!help', '!how', '!score', ...ofShow].map((word) => ({ word, takesMore: false }))]
}

/** What the word at the end of the message can become; nothing for one that is whole. Beginnings come in the order of the game. */
export function complete(message: string, words: readonly CommandWord[]): readonly Completion[] {
  let from = message.length
  while (from > 0 && !between.includes(message.charAt(from - 1))) from -= 1
  const typed = message.slice(from).toLowerCase()
  if (typed === '') return []
  const found = new Map<string, Completion>()
  for (const { word, takesMore } of words) {
    if (found.size === most) break
    if (word === typed) return []
    if (!word.startsWith(typed)) continue
    found.set(word, { word, text: `${message.slice(0, from)}${word}${takesMore ? ' ' : ''}` })
  }
  return [...found.values()]
}
