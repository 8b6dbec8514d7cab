import { parseFps, type Scene } from '../../../../render/browser.ts'
import type { Session } from '../../link/session.ts'
import { createClock } from './clock.ts'
import { createScreen, type Layers } from './screen.ts'

/** What is drawn, and the images that it takes. */
export interface PagePicture extends Pick<Scene, 'view' | 'images' | 'image'> {
  readonly layers: Layers
}

/** Wider pictures cost more to draw than anyone sees. */
const maxWidth = 1920

/** With `prefers-reduced-motion`, the picture is a slide show: still, and yet never more than half a second old. */
const stillMs = 500

/**
 * Draws the session's state into the canvas at each refresh of the screen, by the very code of the broadcast.
 *
 * @param failed called once if the game's drawing throws; nothing more is drawn then
 * @returns how to stop
 */
export function startPainter(
  canvas: HTMLCanvasElement,
  session: Session,
  { layers, ...picture }: PagePicture,
  failed: (error: unknown) => void,
): () => void {
  const { info, state } = session
  const { show } = state
  const screen = createScreen(canvas, layers, info.size)
  const calm = matchMedia('(prefers-reduced-motion: reduce)')
  const clock = createClock()
  const fps = parseFps(info.fps)
  const tock = () => clock.patch(show.tick, show.tickRate, performance.now())
  const warn = (line: string) => console.warn(line)
  let shownWidth = canvas.clientWidth
  let drawnAtMs = -Infinity
  let refresh = 0

  const draw = (nowMs: number) => {
    refresh = requestAnimationFrame(draw)
    if (calm.matches && nowMs - drawnAtMs < stillMs) return
    drawnAtMs = nowMs
    const seconds = clock.seconds(performance.now())
    const size = sizeOf(shownWidth, info.size)
    const number = Math.floor((seconds * fps.num) / fps.den)
    const frame = { number, seconds, tick: show.tick, tickRate: show.tickRate, ...size }
    try {
      screen.show(nowMs, size, { state, frame, warn, ...picture })
    } catch (error) {
      cancelAnimationFrame(refresh)
      failed(error)
    }
  }

  const observer = new ResizeObserver(() => {
    shownWidth = canvas.clientWidth
    drawnAtMs = -Infinity
  })
  observer.observe(canvas)
  tock()
  const unpatch = session.onPatch(tock)
  refresh = requestAnimationFrame(draw)
  return () => {
    cancelAnimationFrame(refresh)
    observer.disconnect()
    unpatch()
  }
}

/** As many pixels as the screen shows of the canvas, in the shape of the show. */
function sizeOf(shownWidth: number, size: { readonly width: number; readonly height: number }) {
  const width = Math.max(16, Math.min(maxWidth, Math.round(shownWidth * devicePixelRatio)))
  return { width, height: Math.max(16, Math.round((width * size.height) / size.width)) }
}
