import { brandingName, framesUntil, openPicture, tickAtFrame, type Picture } from '../render/index.ts'
import { ServerError } from './error.ts'
import { openPlayer, type Player } from './journal/player.ts'
import type { Log } from './log.ts'
import { createReplayMedia } from './media/replay-media.ts'
import { framesOfShow, type ReplayPlan } from './replay.ts'
import { prepareOutputs } from './show.ts'

/** How a replay went. */
export interface ReplayReport {
  readonly frames: number
  /** Times that the state was compared with what it was, and all were the same. */
  readonly hashes: number
  readonly wallSeconds: number
}

export interface ShootParts {
  readonly log: Log
  readonly signal: AbortSignal
  readonly progress: (share: number, text: string) => void
}

/** A show that stood still for longer than this at its end is shown again without that. */
const mostFilledSeconds = 10

/** Ticks that are played between two turns of the event loop, where nothing is drawn. */
const ticksPerTurn = 50

/**
 * Plays a journal and shoots it. Until the part that is wanted it plays without drawing; where no end was named, the rest of the show
 * is played too, for its hashes.
 *
 * @throws ServerError `bad-journal`, `replay-differs`, `usage` for a part that the show doesn't have; RenderError
 */
export async function shoot(plan: ReplayPlan, { log, signal, progress }: ShootParts): Promise<ReplayReport> {
  const { header, excerpt, format } = plan
  await using _reader = plan.reader
  const { fps } = format
  const startedAt = performance.now()
  const frames = framesWanted(plan)
  await using player = await openPlayer(plan, plan.reader, log)
  const { stage } = player
  if (stage.match.state.show.branding === brandingName && plan.branding === null)
    log.warn('the show had an image in its corner; with --branding FILE it has it again')
  const begin = tickAtFrame(excerpt.begin, fps, header.tickRate)
  while (stage.match.tick < begin && !signal.aborted && (await player.step()) !== null)
    if (stage.match.tick % ticksPerTurn === 0) progress(0, `winding on to ${plan.excerpt.first} …`)
  const prepared = await prepareOutputs(plan, log)
  const options = { ...plan, ...prepared, frames, excerpt }
  await using picture = await openPicture({ ...options, log: (level, line) => log[level](line) })
  const look = createReplayMedia(plan.data, picture, log)
  look(stage.match.state.show)
  picture.publish(stage.match.tick, stage.patches.full())
  stage.patches.next()
  picture.start()
  const lastTick = await film(player, { picture, look }, signal, () => {
    const { written } = picture.status.frames
    const speed = ((written * fps.den) / fps.num / ((performance.now() - startedAt) / 1000)).toFixed(1)
    progress(written / frames, `${written} frames, ${speed} × real time`)
  })
  const made = framesUntil(lastTick, fps, header.tickRate) - excerpt.first
  const filled = Math.min(frames, made + Math.ceil((mostFilledSeconds * fps.num) / fps.den))
  if (signal.aborted) await finish(picture, made, made)
  else if (made < frames) await finish(picture, made, filled)
  await picture.ended
  if (plan.until === null) while (!signal.aborted && (await player.step()) !== null);
  return {
    frames: picture.status.frames.written,
    hashes: player.hashes,
    wallSeconds: (performance.now() - startedAt) / 1000,
  }
}

/** @throws ServerError `usage` where the show was over by then */
function framesWanted({ header, length, excerpt, until, format: { fps } }: ReplayPlan): number {
  const total = framesOfShow(length, header, fps)
  const frames = Math.min(until ?? total, total) - excerpt.first
  if (frames > 0) return frames
  const seconds = ((total * fps.den) / fps.num).toFixed(1)
  throw new ServerError('usage', `from is later than the end of the show, which is ${seconds} s long`)
}

/** Plays and publishes until all frames are out, the show is over, or somebody stops it. @returns the last tick */
async function film(
  player: Player,
  { picture, look }: { readonly picture: Picture; readonly look: ReturnType<typeof createReplayMedia> },
  signal: AbortSignal,
  progress: () => void,
): Promise<number> {
  const { match } = player.stage
  const ended = picture.ended.then(() => true)
  for (;;) {
    const hasEnded = await Promise.race([ended, picture.room().then(() => false)])
    const patch = hasEnded || signal.aborted ? null : await player.step()
    if (patch === null) return match.tick
    look(match.state.show)
    picture.publish(match.tick, patch)
    if (match.tick % ticksPerTurn === 0) progress()
  }
}

/**
 * Ends a show whose ticks are over: the sound runs on for its lead, and a machine that was late with its ticks at the end repeated the last
 * picture, as is done here.
 *
 * @param made frames that come of the ticks
 * @param filled frames that there are to be
 */
async function finish(picture: Picture, made: number, filled: number): Promise<void> {
  const state = { isOver: false }
  const over = () => (state.isOver = true)
  picture.ended.then(over, over)
  while (!state.isOver && picture.status.frames.written < made) await picture.refresh()
  await picture.close(filled)
}
