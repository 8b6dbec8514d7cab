import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { messageOf } from '../../chat/index.ts'
import { filesOfGame } from '../../render/index.ts'
import { loadOwn, ownFile, type LoadedGame } from '../games.ts'
import type { Log } from '../log.ts'
import { authorErrorOf, explainAt, type AuthorError } from './fault.ts'
import { openLookout } from './lookout.ts'
import { openTrials, type Trials } from './trial.ts'
import { createTypeCheck } from './type-check.ts'
import { watchFiles, type FileWatch } from './watch-files.ts'

/** How the author of a game fares whose code is swapped in the running show. */
export interface AuthorStatus {
  readonly file: string
  /** Why the version that was saved last is not the one that plays, why that was stopped, or what it threw last; null while all is well. */
  readonly error: AuthorError | null
  /** Versions that have been swapped in. */
  readonly swaps: number
  /** Whether the last of them went on with the state; null before the first. */
  readonly wasKept: boolean | null
}

/** Watches the files of a game outside the arcade, and swaps its code in the running show when one of them is saved. */
export interface Workshop extends AsyncDisposable {
  readonly status: AuthorStatus | null
  /** Watches the game that plays now; nothing where it is a bundled one. */
  follow(game: LoadedGame): void
  /** The game was stopped, and why. */
  stopped(why: AuthorError): void
  /** The game plays on, though a part of it threw: a sentence that names the part and the place. */
  threw(sentence: string): void
}

export interface WorkshopOptions {
  readonly log: Log
  /** Swaps the game in the running show, and tells whether its state was kept. */
  readonly swap: (game: LoadedGame) => Promise<boolean>
}

/** An editor writes a file in several steps. */
const settleMs = 30

export function openWorkshop({ log, swap }: WorkshopOptions): Workshop {
  /** Started with the first game that is followed, so that its next version is tried without waiting for a thread. */
  let trials: Trials | null = null
  const files = watchFiles(() => void reload())
  const types = createTypeCheck((mistake) =>
    log.warn(`${mistake} (the types of the game are not right, and it plays all the same)`),
  )
  /** Started with it, for a bundled game always returns. */
  let lookout: AsyncDisposable | null = null
  let status: AuthorStatus | null = null
  let isWanted = false
  let isBusy = false
  let isClosed = false

  const change = (changes: Partial<AuthorStatus>) => {
    if (status !== null) status = { ...status, ...changes }
  }
  const fail = (error: unknown) => {
    const known = authorErrorOf(error)
    change({ error: known })
    log.error(`${known.sentence}. The last version that could be played plays on.`)
  }
  const swapOnce = async (file: string) => {
    const startedAt = performance.now()
    try {
      const game = await loadOwn(file, (trials ??= openTrials()))
      if (isClosed) return
      const wasKept = await swap(game)
      change({ error: null, swaps: (status?.swaps ?? 0) + 1, wasKept })
      log.info(swapLine(game.game.id, performance.now() - startedAt, wasKept))
    } catch (error) {
      if (!isClosed) fail(error)
    }
  }
  /** One version after the other; what is saved meanwhile is one more. */
  const reload = async () => {
    isWanted = true
    if (isBusy) return
    isBusy = true
    while (isWanted) {
      await sleep(settleMs)
      isWanted = false
      if (status !== null && !isClosed) await swapOnce(status.file)
    }
    isBusy = false
  }
  return {
    get status() {
      return status
    },
    follow(loaded) {
      const file = ownFile(loaded)
      if (file === null) {
        files.follow(new Set())
        status = null
        return
      }
      const known = status?.file === file ? status : { file, swaps: 0, wasKept: null }
      status = { ...known, error: null }
      trials ??= openTrials()
      lookout ??= openLookout()
      types.run(file)
      follow(files, filesOf(loaded, file), log)
    },
    stopped: (why) => change({ error: why }),
    threw: (sentence) => change({ error: explainAt('', sentence) }),
    async [Symbol.asyncDispose]() {
      isClosed = true
      files[Symbol.dispose]()
      types[Symbol.dispose]()
      await Promise.all([trials?.[Symbol.asyncDispose](), lookout?.[Symbol.asyncDispose]()])
    },
  }
}

function follow(watch: FileWatch, files: ReadonlySet<string>, log: Log): void {
  try {
    watch.follow(files)
  } catch (error) {
    log.warn(`the files of the game can’t be watched: ${messageOf(error)}`)
  }
}

function swapLine(id: string, tookMs: number, wasKept: boolean): string {
  const how = wasKept ? 'and goes on where it was' : 'and begins anew, since its state has another shape'
  return `${id}: the new version plays after ${Math.round(tookMs)} ms, ${how}`
}

/** The author's own modules, and the files that the game brings along. */
function filesOf({ game, url }: LoadedGame, file: string): ReadonlySet<string> {
  const { images = {}, fonts = {}, sounds = {} } = game
  const assets = [...Object.values(images), ...Object.values(fonts), ...Object.values(sounds)]
  const names = assets.map((each) => (typeof each === 'string' ? each : each.file))
  return new Set([file, ...filesOfGame(url), ...names.map((name) => path.join(path.dirname(file), name))])
}
