import { open } from 'node:fs/promises'
import { GlobalFonts, loadImage } from '@napi-rs/canvas'
import type { AssetHost, DecodedImage } from './load.ts'

/** Reads assets from the folder of the game's module, whose `file:` URL is given. */
export function nodeAssets(gameUrl: string): AssetHost {
  return {
    async read(file, maxBytes) {
      await using handle = await open(new URL(file, gameUrl))
      const { size } = await handle.stat()
      if (size > maxBytes) throw new Error(`it has ${size} bytes, and may have at most ${maxBytes}`)
      const bytes = new Uint8Array(size)
      const { bytesRead } = await handle.read(bytes, 0, size, 0)
      return bytes.subarray(0, bytesRead)
    },
    async decode(bytes) {
      return (await loadImage(bytes)) as unknown as DecodedImage
    },
    async registerFont(family, bytes) {
      if (GlobalFonts.register(Buffer.from(bytes), family) === null) throw new Error('it is no font')
    },
  }
}
