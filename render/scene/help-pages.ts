/** One command of the help, as it is shown. */
export interface HelpText {
  readonly usage: string
  readonly help: string
}

/** Most commands that are shown at once: more are not read in eight seconds. */
const maxCommands = 6

/** Examples that stand for a long list of words while it has no room. */
const examples = 4

/**
 * What the help shows at its `turn`th turn: all commands where there is room for all; else long lists of words give a
 * few examples, others with each turn; and where that is not enough, the commands take turns as well.
 */
export function pageOf(
  lines: readonly HelpText[],
  turn: number,
  fits: (page: readonly HelpText[]) => boolean,
): readonly HelpText[] {
  if (lines.length <= maxCommands && fits(lines)) return lines
  const pages = pagesOf(lines, fits)
  // Other examples once every page has been seen, or a page would have the same ones for ever.
  const round = Math.floor(turn / pages.length)
  return withExamples(pages[turn % pages.length] ?? [], round)
}

/**
 * Pages of as many commands as fit, at most six; the mode's words, which come last, have their turn too. The first command is what the game
 * is played by, so it is on every page that has room for it beside another.
 */
function pagesOf(
  [first, ...others]: readonly HelpText[],
  fits: (page: readonly HelpText[]) => boolean,
): readonly (readonly HelpText[])[] {
  if (first === undefined) return []
  const hasRoom = (page: readonly HelpText[]) => page.length <= maxCommands && fits(withExamples(page, 0))
  let page = [first]
  const pages = [page]
  for (const line of others) {
    if (hasRoom([...page, line])) page.push(line)
    else pages.push((page = hasRoom([first, line]) ? [first, line] : [line]))
  }
  return pages
}

function withExamples(lines: readonly HelpText[], round: number): HelpText[] {
  return lines.map((line) => ({ ...line, usage: examplesOf(line.usage, round) }))
}

/** A few words of a long list, and `…`. What is no plain list, such as `<x> <y>` or `20 … 2000`, stays as it is. */
function examplesOf(usage: string, round: number): string {
  const words = usage.split(' ').filter((word) => word !== '')
  if (words.length <= examples + 1 || words.some((word) => word.startsWith('<') || word === '…')) return usage
  const start = (round * examples) % words.length
  const shown = Array.from({ length: examples }, (_, i) => words[(start + i) % words.length])
  return `${shown.join(' ')} …`
}
