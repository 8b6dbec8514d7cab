import type { ChatSource } from '../chat/index.ts'
import { hasLayer, helpLines, layerNames, type Game, type Slate } from '../game/index.ts'
import { framesUntil, type Picture } from '../render/index.ts'
import { shapeOf } from './author/shape.ts'
import { watchGame, type Watching } from './author/watched-game.ts'
import { openJournals, type JournalParts, type Journals } from './journals.ts'
import { carriedActs } from './controls/carried-acts.ts'
import type { Log } from './log.ts'
import type { StageMemory } from './memory/stage-memory.ts'
import type { Plan } from './plan.ts'
import type { ArcadeRoom } from './room.ts'
import { openStage, type Stage } from './stage.ts'

/** One game of a show, from its beginning until another one takes its place. */
export interface Playing {
  readonly plan: Plan
  readonly stage: Stage
  readonly journals: Journals
  /** Frame of the show that shows tick 0. */
  readonly origin: number
  readonly watched: Pick<Watching, 'fault'>
}

/**
 * @param sources live ones that an earlier chat hands over
 * @param lookers those who have looked on at the show’s earlier games
 */
export async function openWatchedStage(
  plan: Plan,
  log: Log,
  memory: StageMemory | null = null,
  sources: readonly ChatSource[] = [],
  lookers?: Stage['lookers'],
): Promise<Pick<Playing, 'stage' | 'watched'>> {
  // In a show that goes as fast as it can nobody is waiting for a picture.
  const watched = plan.pace === 'live' ? watchGame(plan.game, { isStopped: memory?.isStopped ?? false }) : null
  const { game } = watched ?? plan
  const stage = await openStage(
    { ...plan, game, sources, ...(lookers && { lookers }), ...(watched && { watching: watched }) },
    log,
    undefined,
    memory,
  )
  return { stage, watched: watched ?? { fault: null } }
}

export interface ChangeParts extends Omit<JournalParts, 'inUse'> {
  readonly picture: Picture
  readonly room: ArcadeRoom | null
}

export interface Changed {
  readonly playing: Playing
  /** Whether the game goes on where it was. */
  readonly isKept: boolean
  /** Resolves when all of the last game is closed. */
  readonly closed: Promise<unknown>
}

/**
 * Plays another game, or another version of it, from the next frame on; to be called between two ticks. Pictures, outputs and live chats
 * go on as they are. Where it throws, nothing has changed.
 *
 * @param plan of the game, which all painters have loaded
 * @param keeps whether its state is kept where it fits
 */
export async function changeGame(from: Playing, plan: Plan, keeps: boolean, parts: ChangeParts): Promise<Changed> {
  const { stage: old } = from
  const { log, picture, room } = parts
  const sources = old.chat.sources.filter((source) => 'shed' in source)
  const memory = keeps ? memoryFor(old, from.plan.game, plan.game) : null
  const { stage, watched } = await openWatchedStage(plan, log, memory, sources, old.lookers)
  // A journal could be played again only with the code that it was made by.
  const journals = memory === null ? openJournals(plan, { ...parts, inUse: null }) : noJournals
  if (memory !== null && from.journals !== noJournals)
    log.info('the session is written down until here: with other code it could not be played again')
  old.chat.handOver()
  const frames = framesUntil(old.match.tick, plan.format.fps, from.plan.game.tickRate)
  const origin = memory === null ? from.origin + frames : from.origin
  const isStopped = from.watched.fault !== null
  // Who is out of one game is out of the next.
  if (memory?.chat === undefined) stage.carry(carriedActs(old))
  if (memory === null) carryOver(old, stage, isStopped)
  else {
    stage.match.state.show.title = plan.game.title
    if (isStopped) stage.setSlate(null)
  }
  journals.write(stage)
  picture.begin({ url: plan.gameUrl, origin }, stage.match.tick, stage.patches.full())
  stage.patches.next()
  room?.turnTo(stage.patches)
  const closed = Promise.allSettled([from.journals.close(old, frames), old[Symbol.asyncDispose]()])
  return { playing: { plan, stage, journals, origin, watched }, isKept: memory !== null, closed }
}

/** What was set of the show around the game outlasts it: layers, slate, branding, what stands behind a slate, and the line in the status. */
function carryOver(from: Stage, to: Stage, isStopped: boolean): void {
  const { show } = from.match.state
  for (const name of layerNames) if (!hasLayer(show, name)) to.setLayer(name, false)
  // One that stood in for a game that was stopped goes with it.
  if (show.slate !== '' && !isStopped) to.setSlate(show.slate as Slate, show.slateText)
  if (show.branding !== '') to.setBranding(show.branding)
  if (show.backdrop !== '') to.setBackdrop(show.backdrop)
  if (show.statusLine !== undefined) to.setStatusLine(show.statusLine)
}

/**
 * What a stage remembers, for another version of its game; null where that game's state has another shape, or the game can't be kept.
 * An open vote goes with it unless something else can be typed now.
 */
function memoryFor(stage: Stage, from: Game, to: Game): StageMemory | null {
  if (from.id !== to.id || shapeOf(from) !== shapeOf(to)) return null
  try {
    const memory = { ...stage.save(), isStopped: false }
    return isTypedAlike(from, to) ? memory : { ...memory, chat: undefined as never }
  } catch {
    return null
  }
}

function isTypedAlike(one: Game, two: Game): boolean {
  const typed = ({ commands, combine, input }: Game) =>
    JSON.stringify([helpLines(commands, combine), Object.entries(commands), combine, input])
  return typed(one) === typed(two)
}

const noJournals: Journals = {
  write() {},
  acknowledge: (say) => say(),
  ready: Promise.resolve(),
  session: null,
  async close() {},
}
