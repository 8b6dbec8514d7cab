import { helpLines, maxOptions } from '../game/index.ts'
import { formatFps, playlistName, type OutletStatus } from '../render/index.ts'
import type { Plan } from './plan.ts'
import type { RunningShow } from './show.ts'

export type Status = ReturnType<typeof statusOf>

/** `/api/status`: what is going on at this moment. */
export function statusOf(show: RunningShow) {
  const { plan, chat, picture } = show
  const { state, frames, samples, pictures, outputs } = picture.status
  return {
    game: plan.game.id,
    tick: show.tick,
    uptimeSeconds: Math.round(show.uptimeSeconds * 10) / 10,
    stream: {
      state,
      fps: formatFps(plan.format.fps),
      frames,
      samples,
      sound: picture.sound,
      pictures,
      stills: picture.stills,
      outputs: outputs.map(publicly(show.broadcast)),
    },
    chat: {
      ...chat.counts,
      sources: chat.sources.map(({ id, state: sourceState, dropped }) => ({ id, state: sourceState, dropped })),
    },
    vote: voteOf(show),
    tickLatenessMs: show.lateness,
    memory: memoryOf(show),
    spectators: show.spectators,
  }
}

/** What would be left of the show if it broke off now. Where the files are, and why they can't be written, only the log says. */
function memoryOf({ session, wentOn }: RunningShow) {
  return {
    /** `none` for a show that nobody writes down. */
    journal: session?.journal ?? 'none',
    snapshot: session === null ? null : { ...session.snapshot, problem: undefined },
    isFailing: session !== null && (session.journal !== 'live' || session.snapshot.problem !== ''),
    wentOnAtTick: wentOn?.tick ?? null,
  }
}

/** Where this machine keeps its files is nobody else's business. */
function publicly(broadcast: Pick<RunningShow['broadcast'], 'urlOf'>) {
  return (outlet: OutletStatus): OutletStatus => ({ ...outlet, url: broadcast.urlOf(outlet.id) })
}

/** The status as of the moment of asking: however many ask at once, the output thread is asked once. */
export function createStatusNow(showNow: () => RunningShow): () => Promise<Status> {
  let refreshing: Promise<void> | null = null
  return async () => {
    const show = showNow()
    refreshing ??= show.picture.refresh().finally(() => (refreshing = null))
    await refreshing
    return statusOf(show)
  }
}

/** How the crowd plays, and how the open vote stands: the leading options, and the sentence of the last one. */
function voteOf({ chat, tick, plan }: RunningShow) {
  const { mode, plays, phase, windowTicks, closesAtTick, voters, abstained, quorum, waiting, options } = chat.tally
  return {
    mode,
    plays,
    phase,
    windowSeconds: windowTicks / plan.game.tickRate,
    secondsLeft: Math.max(0, closesAtTick - tick) / plan.game.tickRate,
    voters,
    abstained,
    quorum,
    waiting,
    options: options.slice(0, maxOptions).map(({ command, votes, team }) => ({ label: command.label, votes, team })),
    lastResult: chat.lastResult,
  }
}

/** `/api/show`: what does not change while the show runs, as the spectators' page needs it. */
export function describeShow(plan: Plan) {
  const { game, format, chat } = plan
  return {
    game: game.id,
    /** Where the page finds it; null where it is built into the page. */
    build: null as string | null,
    title: game.title,
    tickRate: game.tickRate,
    fps: formatFps(format.fps),
    size: { width: format.width, height: format.height },
    chat: {
      local: chat.includes('local:'),
      twitch: chat.filter((url) => url.startsWith('twitch:')).map((url) => url.slice('twitch:'.length)),
    },
    broadcast: broadcastPath(plan),
    branding: plan.branding === null ? null : brandingPath,
    help: helpLines(game.commands, game.combine),
    words: Object.entries(game.commands).flatMap(([name, { args, bare, own, prefixed, words }]) =>
      // What may stand alone is typed without its word.
      bare && !words
        ? []
        : (words ?? [name]).map((word) => ({
            word: prefixed ? `!${word}` : word,
            takesMore: args !== undefined,
            isOwn: own === true,
          })),
    ),
    buttons: Object.entries(game.commands).flatMap(([name, spec]) =>
      // What may be typed with nothing after it is as good as a button.
      spec.args?.safeParse({}).success === false
        ? []
        : (spec.words ?? [name]).map((word) => ({
            label: word,
            send: spec.prefixed ? `!${word}` : word,
            /** An act of who presses it, which no poll stands before. */
            isOwn: spec.own === true,
          })),
    ),
  }
}

/** Where the page finds the streamer's image. */
export const brandingPath = '/branding'

/** The directory whose playlist is the show's own broadcast; null where no output writes one. */
export function hlsDirectory(plan: Plan): string | null {
  return plan.targets.find((target) => target.kind === 'hls')?.directory ?? null
}

export function broadcastPath(plan: Plan): string | null {
  return hlsDirectory(plan) === null ? null : `/hls/${playlistName}`
}
