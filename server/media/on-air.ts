import path from 'node:path'
import { brandingName, isHeldName, isSlated } from '../../render/browser.ts'
import type { DoneWish } from '../controls/done.ts'
import type { Act } from '../journal/act.ts'
import type { Log } from '../log.ts'
import type { RunningShow } from '../show.ts'
import type { Medium } from '../store/media.ts'
import type { Store } from '../store/store.ts'
import { refuse } from './error.ts'
import { fileOf, idOf, mediaFolder } from './names.ts'

/** What a file can be used as: the image in the corner, what stands behind a slate, or a sound that is played once now. */
export const uses = ['branding', 'slate', 'sound'] as const
export type Use = (typeof uses)[number]

/** Of what is chosen and stays, the names of the files; empty where it is none of ours. */
interface Chosen {
  branding: string
  slate: string
}

/** Which of the files the show uses. */
export interface OnAir {
  /** Puts a file on the air. @returns what was done, and what undoes it @throws MediaError `wrong-kind`, `not-now` */
  use(medium: Medium, as: Use): Promise<DoneWish>
  /** Takes it off. @throws MediaError `not-now` */
  unuse(as: Exclude<Use, 'sound'>): DoneWish
  usesOf(medium: Medium): Exclude<Use, 'sound'>[]
  /** Whether spectators may see the file of that name now. */
  shows(file: string): boolean
  /** The show is there: what was chosen before is chosen again, and painters have what it names. @returns stops */
  follow(show: RunningShow): () => void
}

const kinds: Readonly<Record<Use, readonly Medium['kind'][]>> = {
  branding: ['image'],
  slate: ['image', 'video'],
  sound: ['sound'],
}

const settingKey = 'media'

/** Files besides the chosen ones that painters keep at hand: what was used last, as somebody may undo what came after it. */
const maxRecent = 2

export function createOnAir(show: () => RunningShow, store: Pick<Store, 'media' | 'settings'>, log: Log): OnAir {
  const chosen: Chosen = { branding: '', slate: '' }
  let recent: readonly string[] = []

  const hold = async (...more: readonly string[]) => {
    recent = [...new Set([...more, ...recent])].slice(0, maxRecent)
    const { picture, plan } = show()
    const names = [...new Set([chosen.branding, chosen.slate, ...recent])].filter(isHeldName)
    await picture.hold(names.map((name) => ({ name, file: path.join(mediaFolder(plan.data), name) })))
  }
  const choose = (as: keyof Chosen, image: string) => {
    const before = chosen[as]
    chosen[as] = isHeldName(image) ? image : ''
    if (before === chosen[as]) return
    void hold(...[before, chosen[as]].filter(isHeldName))
    store.settings
      .set(settingKey, { ...chosen }, 'the show', Date.now())
      .catch((error: unknown) => log.warn(`which media are used is not kept: ${String(error)}`))
  }
  /** Undo and other moderators come by here, too. */
  const hear = (act: Act) => {
    if (act.act === 'branding') choose('branding', act.image)
    if (act.act === 'backdrop') choose('slate', act.image)
  }
  const perform = (act: Act) => {
    const done = show().stage.perform(act)
    if (!done.isDone) refuse('not-now', done.sentence)
    hear(act)
    return done
  }
  return {
    async use(medium, as) {
      if (!kinds[as].includes(medium.kind))
        refuse('wrong-kind', `That takes ${kindWords[as]}, and this is ${aKind[medium.kind]}.`)
      if (as === 'sound' && isSlated(show().stage.match.state))
        refuse('not-now', 'A slate is up, and behind it the show is silent. Play the sound when the game is back.')
      const file = fileOf(medium)
      // Before it is named: a sound is played from its beginning, and an image is there with the first picture.
      await hold(file)
      return perform(actFor(as, file))
    },
    unuse(as) {
      return perform(actFor(as, as === 'branding' && show().plan.branding !== null ? brandingName : ''))
    },
    usesOf: (medium) => (['branding', 'slate'] as const).filter((as) => chosen[as] === fileOf(medium)),
    shows: (file) => isHeldName(file) && (file === chosen.branding || file === chosen.slate),
    follow(running) {
      const { show: state } = running.stage.match.state
      chosen.branding = isHeldName(state.branding) ? state.branding : ''
      chosen.slate = isHeldName(state.backdrop) ? state.backdrop : ''
      void hold()
      restore().catch((error: unknown) => log.warn(`which media were used is not known: ${String(error)}`))
      return running.onEvent((event) => event.type === 'act' && hear(event.act))
    },
  }

  /** A show that begins has what the last one had; what the command line names goes first. */
  async function restore(): Promise<void> {
    const before = readChosen(await store.settings.get(settingKey))
    const isThere = async (file: string) => isHeldName(file) && (await store.media.get(idOf(file))) !== null
    const { plan } = show()
    for (const as of ['branding', 'slate'] as const) {
      if (chosen[as] !== '' || (as === 'branding' && plan.branding !== null) || !(await isThere(before[as]))) continue
      await hold(before[as])
      perform(actFor(as, before[as]))
    }
  }
}

const kindWords = { branding: 'an image', slate: 'an image or a video', sound: 'a sound' } as const
const aKind = { image: 'an image', video: 'a video', sound: 'a sound' } as const

function actFor(as: Use, file: string): Act {
  if (as === 'sound') return { act: 'sound', sound: file }
  return { act: as === 'branding' ? 'branding' : 'backdrop', image: file }
}

function readChosen(value: unknown): Chosen {
  const { branding, slate } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>
  const text = (each: unknown) => (typeof each === 'string' ? each : '')
  return { branding: text(branding), slate: text(slate) }
}
