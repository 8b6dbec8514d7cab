import { drawScene, isSlated, parseFps, type Scene } from '../../../../render/browser.ts'
import type { Session } from '../../link/session.ts'
import { createClock } from './clock.ts'
import { createFlashGuard, opaque } from './flash.ts'

/** What is drawn, and the images that it takes. */
export type PagePicture = Pick<Scene, 'view' | 'images' | 'image'>

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
  { view, ...images }: PagePicture,
  failed: (error: unknown) => void,
): () => void {
  const { info, state } = session
  const drawn = document.createElement('canvas')
  const g = opaque(drawn)
  const guard = createFlashGuard(canvas, drawn, info.size)
  const calm = matchMedia('(prefers-reduced-motion: reduce)')
  const clock = createClock()
  const fps = parseFps(info.fps)
  const { show } = state
  const tock = () => clock.patch(show.tick, show.tickRate, performance.now())
  let shownWidth = canvas.clientWidth
  let drawnAtMs = -Infinity
  let refresh = 0

  const draw = (nowMs: number) => {
    refresh = requestAnimationFrame(draw)
    if (calm.matches && nowMs - drawnAtMs < stillMs) return
    drawnAtMs = nowMs
    const seconds = clock.seconds(performance.now())
    const { width, height } = resize(drawn, shownWidth, info.size)
    const frame = {
      number: Math.floor((seconds * fps.num) / fps.den),
      seconds,
      tick: show.tick,
      tickRate: show.tickRate,
      width,
      height,
    }
    try {
      drawScene(g, { view, state, frame, warn: (line) => console.warn(line), ...images })
    } catch (error) {
      cancelAnimationFrame(refresh)
      failed(error)
    }
    guard.show(nowMs, isSlated(state))
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

/** Gives the canvas as many pixels as the screen shows of it, in the shape of the show. */
function resize(canvas: HTMLCanvasElement, shownWidth: number, size: { width: number; height: number }) {
  const width = Math.max(16, Math.min(maxWidth, Math.round(shownWidth * devicePixelRatio)))
  const height = Math.max(16, Math.round((width * size.height) / size.width))
  // Setting a canvas's size clears it even where the size is the same.
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height })
  return { width, height }
}
