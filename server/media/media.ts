import type { Log } from '../log.ts'
import type { RunningShow } from '../show.ts'
import type { Store } from '../store/store.ts'
import { createLibrary, type Library } from './library.ts'
import { createOnAir, type OnAir } from './on-air.ts'

/** The files that moderators upload, and which of them the show uses. */
export interface Media {
  /** Once the show is there. */
  readonly library: Library
  readonly onAir: OnAir
}

/** @param show the show, once it is open */
export function createMedia(show: () => RunningShow, store: Pick<Store, 'media' | 'settings'>, log: Log): Media {
  let library: Library | null = null
  return {
    get library() {
      return (library ??= createLibrary(show().plan.data, store, log))
    },
    onAir: createOnAir(show, store, log),
  }
}
