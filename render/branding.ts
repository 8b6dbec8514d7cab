import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { loadAssets } from './assets/load.ts'
import { nodeAssets } from './assets/node.ts'
import { brandingName } from './scene/branding.ts'

/**
 * The streamer's image for the corner of the picture: PNG, JPEG or WebP.
 *
 * @throws RenderError `bad-asset`, which names the file and the rule
 */
export async function loadBranding(file: string): Promise<CanvasImageSource> {
  const host = nodeAssets(pathToFileURL(path.resolve(file)).href)
  const { image } = await loadAssets({ images: { [brandingName]: path.basename(file) } }, host)
  return image(brandingName).source
}
