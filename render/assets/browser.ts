import type { AssetHost } from './load.ts'

/** Fetches assets in a page: `urlOf` gives the address that a file of the game was built to. */
export function browserAssets(urlOf: (file: string) => string): AssetHost {
  return {
    async read(file, maxBytes) {
      const response = await fetch(urlOf(file))
      if (!response.ok) throw new Error(`the server answered ${response.status}`)
      const length = Number(response.headers.get('content-length') ?? 0)
      if (length > maxBytes) throw new Error(`it has ${length} bytes, and may have at most ${maxBytes}`)
      return new Uint8Array(await response.arrayBuffer())
    },
    decode: (bytes, { type }) => createImageBitmap(new Blob([bytes], { type })),
    async registerFont(family, bytes) {
      document.fonts.add(await new FontFace(family, bytes).load())
    },
  }
}
