import type { GameView } from '../../../../game/index.ts'
import type { ShowInfo } from '../../link/show-info.ts'
import { brandingName, browserAssets, loadAssets, type Scene } from '../../../../render/browser.ts'

/** The files of the bundled games, by the path that the build found them at. */
const files = import.meta.glob<string>('../../../../game/bundled/*/**/*.{png,jpg,jpeg,webp,woff2,ttf,otf}', {
  query: '?url',
  import: 'default',
  eager: true,
})

/** The game's images and the streamer's own, before the first picture. */
export async function loadImages(
  { game, build, branding }: Pick<ShowInfo, 'game' | 'build' | 'branding'>,
  view: GameView,
): Promise<Pick<Scene, 'image'> & { readonly images: Map<string, CanvasImageSource> }> {
  const host = browserAssets((file) =>
    build === null ? (files[`../../../../game/bundled/${game}/${file}`] ?? file) : `${build}files/${file}`,
  )
  const [{ image }, corner] = await Promise.all([loadAssets(view, host), loadCorner(branding)])
  return { image, images: new Map<string, CanvasImageSource>(corner === null ? [] : [[brandingName, corner]]) }
}

/** The show is worth seeing without the image in its corner. */
async function loadCorner(address: string | null): Promise<ImageBitmap | null> {
  if (address === null) return null
  try {
    const response = await fetch(address)
    return await createImageBitmap(await response.blob())
  } catch (error) {
    console.error(error)
    return null
  }
}
