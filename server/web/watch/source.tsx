import { useStore } from '../store.ts'
import type { Arcade } from './arcade.ts'
import { Picture } from './picture/picture.tsx'
import type { Layers } from './picture/screen.ts'

/**
 * The picture and nothing else, for a browser source in OBS or a frame in another page. After a loss the last picture stays and comes
 * to life again; an overlay goes, since a countdown that stands still would lie.
 */
export function Source({ link, renewal, layers }: Pick<Arcade, 'link' | 'renewal'> & { readonly layers: Layers }) {
  const session = useStore(link.session)
  const { word } = useStore(link.state)
  if (session === null || (layers === 'hud' && word !== 'live')) return null
  return <Picture session={session} layers={layers} renewal={renewal} />
}

/** What the address asks for: `?embed=1` for the picture, `?layer=hud` for what lies over the game, null for the whole page. */
export function sourceOf(search: string): Layers | null {
  const asked = new URLSearchParams(search)
  if (asked.get('layer') === 'hud') return 'hud'
  return asked.get('embed') === '1' ? 'all' : null
}
