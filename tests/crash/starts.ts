import { startArcade, until } from '../helpers/arcade.ts'

/** How long the program took until it was on the air again, in ms since it was started. */
export interface Start {
  /** At which the show went on; null where it began. */
  readonly tick: number | null
  readonly liveMs: number
}

/** For a snapshot to be there, and some journal behind it. */
const playedFrames = 200

/**
 * Starts the whole program, with a picture that is encoded and a crowd, and kills it by a signal that it can’t hear, again and again.
 *
 * @param folder empty, and the caller’s to remove
 */
export async function* killedStarts(folder: string, starts: number): AsyncGenerator<Start> {
  const show = ['--chat', 'local:', '--chat', 'crowd:100', '--output', `${folder}/show.mkv`, '--speech', 'off']
  for (let n = 0; n < starts; n++) {
    const startMs = performance.now()
    await using arcade = await startArcade([...show, '--data', folder], { CHATARCADE_RESUME: 'auto' })
    const frames = (count: number) => until(async () => (await arcade.status()).stream.frames.written >= count, 60_000)
    await frames(1)
    const liveMs = Math.round(performance.now() - startMs)
    const [, tick = null] = /Goes on +at tick (\d+)/.exec(arcade.text.stdout) ?? []
    yield { tick: tick === null ? null : Number(tick), liveMs }
    await frames(playedFrames)
    await arcade.stop('SIGKILL')
  }
}
