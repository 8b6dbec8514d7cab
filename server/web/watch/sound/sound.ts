import { isSlated, parseFps, soundLeadFrames } from '../../../../render/browser.ts'
import type { Link } from '../../link/link.ts'
import type { Session } from '../../link/session.ts'
import { createStore, type Store } from '../../store.ts'
import { createClips, soundName, type Clips } from './clips.ts'
import { openGraph, type SoundGraph } from './graph.ts'

/** `failed` is final: the browser can't, or the game's `sound` threw. */
export type SoundState = 'off' | 'starting' | 'on' | 'failed'

export interface Sound {
  readonly state: Store<SoundState>
  /** Call it from a click or key press. */
  toggle(): void
  /** Peak of what is heard now, 0 to 1. */
  level(): number
}

/** The game's own sound, off until someone asks for it, and silent while the connection is lost. */
export function createSound(link: Link): Sound {
  const state = createStore<SoundState>('off')
  let parts: Parts | null = null

  const audible = () => state.get() === 'on' && link.state.get().word === 'live'
  const apply = () => {
    parts?.graph.fade(audible() ? 1 : 0)
    // A graph that runs unheard would drain a phone's battery; the fade comes first.
    if (state.get() === 'off') setTimeout(() => state.get() === 'off' && void parts?.graph.context.suspend(), 200)
  }
  /** Nothing is fetched for who never turns the sound on. */
  const loadClips = (session: Session | null) => session && parts?.clips.load(session.info)

  state.subscribe(apply)
  link.state.subscribe(apply)
  link.session.subscribe(() => {
    const session = link.session.get()
    session?.onPatch(() => audible() && parts?.graph.post(newsOf(session)))
    loadClips(session)
  })
  const turnOn = async () => {
    state.set('starting')
    try {
      parts ??= await openParts(link, () => state.set('failed'))
      await parts.graph.context.resume()
      state.set('on')
      loadClips(link.session.get())
    } catch (error) {
      console.error(error)
      state.set('failed')
    }
  }
  return {
    state,
    toggle() {
      if (state.get() === 'off') void turnOn()
      else if (state.get() === 'on') state.set('off')
    },
    level: () => (audible() ? (parts?.graph.level() ?? 0) : 0),
  }
}

/** What there is once somebody has turned the sound on. */
interface Parts {
  readonly graph: SoundGraph
  readonly clips: Clips
}

async function openParts(link: Link, failed: () => void): Promise<Parts> {
  const graph = await openGraph(leadSeconds(link), failed)
  return { graph, clips: createClips(graph) }
}

/** What a tick sounds like is heard as long after it is seen as on the broadcast. */
function leadSeconds(link: Link): number {
  const fps = parseFps(link.session.get()?.info.fps ?? '30')
  return (soundLeadFrames * fps.den) / fps.num
}

function newsOf({ info, state }: Session) {
  const { tick, tickRate } = state.show
  const place = { tick, tickRate, fps: parseFps(info.fps) }
  return { game: soundName(info), ...place, isSlated: isSlated(state), state: state.game.toJSON() }
}
