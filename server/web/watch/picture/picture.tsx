import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Session } from '../../link/session.ts'
import { sceneFonts } from './fonts.ts'
import { loadImages } from './images.ts'
import { followMedia } from './media.ts'
import { startPainter } from './painter.ts'
import type { Layers } from './screen.ts'
import { loadView } from './views.ts'
import type { Renewal } from '../renewal.ts'

interface PictureProps {
  readonly session: Session | null
  readonly layers?: Layers
  /** Told where there is no picture. */
  readonly renewal?: Pick<Renewal, 'failed'>
  readonly children?: ComponentChildren
}

/** The game's picture, with the very pixels of the broadcast and none of its delay; children lie over it. */
export function Picture({ session, layers = 'all', renewal, children }: PictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [trouble, setTrouble] = useState('')
  useEffect(
    () => (session && canvas.current ? paint(session, canvas.current, layers, setTrouble, renewal) : undefined),
    [session, layers, renewal],
  )
  const size = session?.info.size ?? { width: 1280, height: 720 }
  const title = session?.info.title ?? 'the show'
  return (
    <div class="picture" style={{ '--ratio': size.width / size.height }}>
      <canvas
        ref={canvas}
        role="img"
        aria-label={`The picture of ${title}. The vote and the latest inputs are also given as text on this page.`}
      />
      {trouble && (
        <p class="picture-note" role="alert">
          {trouble}
        </p>
      )}
      {children}
    </div>
  )
}

/** Loads what the picture needs and starts it; gives how to stop, also while it still loads. */
function paint(
  session: Session,
  canvas: HTMLCanvasElement,
  layers: Layers,
  trouble: (sentence: string) => void,
  renewal: PictureProps['renewal'],
): () => void {
  let stop: (() => void) | undefined
  let wanted = true
  const failed = (error: unknown, what: 'part' | 'drawing' = 'drawing') => {
    if (!wanted) return
    console.error(error)
    trouble('The picture has failed. Reload the page to try again.')
    renewal?.failed(what)
  }
  const start = async () => {
    const { info } = session
    const [view] = await Promise.all([loadView(info.game, info.build), sceneFonts()])
    const images = view && (await loadImages(info, view))
    if (!wanted) return
    if (view && images) {
      const stopPainter = startPainter(canvas, session, { view, layers, ...images }, failed)
      const stopMedia = followMedia(session, images.images)
      stop = () => {
        stopPainter()
        stopMedia()
      }
    } else trouble('This game has no picture for the page. Watch the broadcast instead.')
  }
  trouble('')
  start().catch((error: unknown) => failed(error, 'part'))
  return () => {
    wanted = false
    stop?.()
  }
}
