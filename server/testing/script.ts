import { createTalk } from '../../chat/index.ts'
import { createRandom, type Game } from '../../game/index.ts'

/** Something that somebody types just before a tick. */
export interface ScriptLine {
  readonly tick: number
  readonly viewer: string
  readonly text: string
}

const viewers = 8
/** Of ten who type, so many want to break things. */
const hostileShare = 0.2

/**
 * What a few viewers type in a row of ticks: mostly commands as the game's own specs allow them, some with a slip of the finger, some
 * that are no commands at all. Now and then nobody types for a while, and now and then all do.
 */
export function writeScript(game: Game, seed: number, ticks: number): readonly ScriptLine[] {
  const random = createRandom(seed, 'script')
  const talk = createTalk(game, random)
  const lines: ScriptLine[] = []
  let busy = 0.2
  for (let tick = 1; tick <= ticks; tick++) {
    if (tick % game.tickRate === 1) busy = random.pick([0, 0.05, 0.2, 0.6])
    for (let n = 0; n < viewers && random.next() < busy; n++) {
      const temper = random.next() < hostileShare ? 'spammer' : 'player'
      const text = talk((1000 * tick) / game.tickRate, temper)
      lines.push({ tick, viewer: `viewer${1 + random.integer(viewers)}`, text })
    }
  }
  return lines
}

/** How often a script that fails is tried with less in it. */
const maxTries = 60

/**
 * Leaves out lines for as long as it fails as before: first halves, then quarters, and so on down to single lines.
 *
 * @param fails whether a shorter script does
 */
export async function shorten(
  lines: readonly ScriptLine[],
  fails: (lines: readonly ScriptLine[]) => Promise<boolean>,
): Promise<readonly ScriptLine[]> {
  let kept = lines
  let tries = 0
  for (
    let size = Math.ceil(lines.length / 2);
    size >= 1 && tries < maxTries;
    size = size === 1 ? 0 : Math.ceil(size / 2)
  )
    for (let at = 0; at < kept.length && tries < maxTries;) {
      const shorter = [...kept.slice(0, at), ...kept.slice(at + size)]
      tries += 1
      if (await fails(shorter)) kept = shorter
      else at += size
    }
  return kept
}
