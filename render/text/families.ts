/** Family name of the show's own font, in Node and on the pages. */
export const fontFamily = 'Inter'

/** The families that take over where Inter has no letter, under the names that Fontsource's style sheets give them. */
export const families = {
  emoji: 'Noto Color Emoji',
  hebrew: 'Noto Sans Hebrew Variable',
  arabic: 'Noto Sans Arabic Variable',
  thai: 'Noto Sans Thai Variable',
  devanagari: 'Noto Sans Devanagari Variable',
  chinese: 'Noto Sans SC Variable',
  japanese: 'Noto Sans JP Variable',
  korean: 'Noto Sans KR Variable',
} as const

type Script = keyof typeof families

/** Emoji come before the Chinese font, which has letters where flags should be. */
const first: readonly Script[] = ['emoji', 'hebrew', 'arabic', 'thai', 'devanagari']

const stackOf = (...last: readonly Script[]): string =>
  [fontFamily, ...[...first, ...last].map((script) => `"${families[script]}"`), 'sans-serif'].join(', ')

const chineseFirst = stackOf('chinese', 'japanese', 'korean')
const japaneseFirst = stackOf('japanese', 'chinese', 'korean')
const koreanFirst = stackOf('korean', 'chinese', 'japanese')

/** Kana in full and half width, without the marks that Chinese uses as well. */
const kana = /[\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fd-\u30ff\u31f0-\u31ff\uff66-\uff9d]/
const hangul = /[\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\uac00-\ud7fb]/

/**
 * The CSS font list for a text. Chinese, Japanese and Korean share code points for characters that each writes
 * in its own form (直, 骨, 今); kana or Hangul beside them tell which is meant.
 */
export function fontStack(text = ''): string {
  if (kana.test(text)) return japaneseFirst
  return hangul.test(text) ? koreanFirst : chineseFirst
}
