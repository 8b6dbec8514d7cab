import type { AssetHost } from './load.ts'

/** Fetches assets in a page: `urlOf` gives the address that a file of the game was built to. */
export function browserAssets(urlOf: (file: string) => string): AssetHost {
  return {
    async read(file, maxBytes) {
      const response = await fetch(urlOf(file))
      if (!response.ok) throw new Error(`the server answered ${response.status}`)
      const length = Number(response.headers.get('content-length') ?? 0)
      if (length > maxBytes) throw tooLong(length, maxBytes)
      return await readBody(response, maxBytes)
    },
    decode: (bytes, { type }) => createImageBitmap(new Blob([bytes], { type })),
    async registerFont(family, bytes) {
      document.fonts.add(await new FontFace(family, bytes).load())
    },
  }
}

/** Reads no further than allowed: what a proxy packs anew comes without its length. */
async function readBody({ body }: Response, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array<ArrayBuffer>[] = []
  let length = 0
  const reader = body?.getReader()
  for (let next = await reader?.read(); next?.value !== undefined; next = await reader?.read()) {
    length += next.value.length
    if (length > maxBytes) {
      await reader?.cancel()
      throw tooLong(length, maxBytes)
    }
    pieces.push(next.value)
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer())
}

const tooLong = (length: number, maxBytes: number) =>
  new Error(`it has ${length} bytes, and may have at most ${maxBytes}`)
