import path from 'node:path'
import { helpLines, maxOptions } from '../game/index.ts'
import { formatFps, playlistName, type OutletStatus, type Target } from '../render/index.ts'
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
      outputs: outputs.map(withoutPath(plan)),
    },
    chat: {
      ...chat.counts,
      sources: chat.sources.map(({ id, state: sourceState, dropped }) => ({ id, state: sourceState, dropped })),
    },
    vote: voteOf(show),
    tickLatenessMs: show.lateness,
    spectators: show.spectators,
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

/** Where this machine keeps its files is nobody else's business: of a local path, only its end is shown. */
function withoutPath({ targets }: Plan) {
  const publicUrls = new Map(targets.map((target) => [target.id, publicUrl(target)]))
  return (outlet: OutletStatus): OutletStatus => ({ ...outlet, url: publicUrls.get(outlet.id) ?? '' })
}

function publicUrl(target: Target): string {
  if (target.kind === 'file') return path.basename(target.url)
  if (target.kind === 'hls') return `hls:${path.basename(target.directory)}`
  return target.url
}

/** `/api/show`: what does not change while the show runs, as the spectators' page needs it. */
export function describeShow(plan: Plan) {
  const { game, format, chat } = plan
  return {
    game: game.id,
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
    words: Object.entries(game.commands).flatMap(([name, { args, bare, prefixed, words }]) =>
      // What may stand alone is typed without its word.
      bare && !words
        ? []
        : (words ?? [name]).map((word) => ({ word: prefixed ? `!${word}` : word, takesMore: args !== undefined })),
    ),
    buttons: Object.entries(game.commands).flatMap(([name, spec]) =>
      spec.args ? [] : (spec.words ?? [name]).map((word) => ({ label: word, send: spec.prefixed ? `!${word}` : word })),
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
