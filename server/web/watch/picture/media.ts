import type { Session } from '../../link/session.ts'
import { filmFps, isFilm, isHeldName } from '../../../../render/browser.ts'

type Images = Map<string, CanvasImageSource>

/**
 * Has the streamer’s files at hand that the show names: the image in the corner, and what stands behind a slate. Each is fetched once
 * for as long as it is named; one that doesn’t come is not drawn.
 *
 * @returns stops, and lets go of them
 */
export function followMedia({ state, onPatch }: Pick<Session, 'state' | 'onPatch'>, images: Images): () => void {
  const { show } = state
  const taken = new Map<string, Taken>()
  const look = () => {
    const named = [show.branding, show.backdrop]
    for (const [name, each] of taken) {
      if (named.includes(name)) continue
      taken.delete(name)
      each.release()
    }
    for (const name of named) if (isHeldName(name) && !taken.has(name)) taken.set(name, take(name, images))
    // A panic is plain.
    for (const each of taken.values()) each.play(show.slate !== '' && show.slate !== 'panic')
  }
  look()
  const unpatch = onPatch(look)
  return () => {
    unpatch()
    for (const each of taken.values()) each.release()
  }
}

interface Taken {
  play(isOn: boolean): void
  release(): void
}

function take(name: string, images: Images): Taken {
  const address = `/media/${name}`
  let isWanted = true
  const put = (next: ImageBitmap) => {
    if (!isWanted) return next.close()
    const before = images.get(name)
    images.set(name, next)
    if (before instanceof ImageBitmap) before.close()
  }
  const release = () => {
    isWanted = false
    const last = images.get(name)
    images.delete(name)
    if (last instanceof ImageBitmap) last.close()
  }
  if (isFilm(name)) return takeFilm(address, put, release)
  fetchImage(address).then(put).catch(console.error)
  return { play() {}, release }
}

async function fetchImage(address: string): Promise<ImageBitmap> {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`${address} is not there`)
  return await createImageBitmap(await response.blob())
}

/** As many pictures a second as the broadcast has of it, and none while no slate is up. */
function takeFilm(address: string, put: (next: ImageBitmap) => void, release: () => void): Taken {
  const video = document.createElement('video')
  Object.assign(video, { src: address, muted: true, loop: true, playsInline: true, preload: 'auto' })
  let isPlaying = false
  const grab = () => {
    if (isPlaying && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA)
      createImageBitmap(video).then(put).catch(console.error)
  }
  const timer = setInterval(grab, 1000 / filmFps)
  return {
    play(isOn) {
      if (isOn === isPlaying) return
      isPlaying = isOn
      // A browser that lets nothing play by itself shows the first picture.
      if (isOn) video.play().catch(() => {})
      else video.pause()
    },
    release() {
      clearInterval(timer)
      video.removeAttribute('src')
      video.load()
      release()
    },
  }
}
