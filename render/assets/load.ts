import type { GameAssets, GameImage, ImageSpec } from '../../game/index.ts'
import { RenderError } from '../error.ts'
import { families, fontFamily } from '../text/families.ts'
import { fontLimits, readFontHeader } from './font-header.ts'
import { imageLimits, isFault, readImageHeader, sizeFault, type Fault, type ImageHeader } from './header.ts'
import { framesOf } from './sheet.ts'

/** What differs between Node and a browser. A promise that rejects becomes the `cause` of a `bad-asset`. */
export interface AssetHost {
  /** The bytes of a file beside the game's module. Rejects where there are more than `maxBytes`. */
  read(file: string, maxBytes: number): Promise<Uint8Array<ArrayBuffer>>
  decode(bytes: Uint8Array<ArrayBuffer>, header: ImageHeader): Promise<DecodedImage>
  registerFont(family: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>
}

export type DecodedImage = CanvasImageSource & { readonly width: number; readonly height: number }

/** What `draw` may name. */
export interface LoadedAssets {
  /** The image of that name. Throws for a name that the game hasn't declared. */
  readonly image: (name: string) => GameImage
}

/** The most that a game may bring: 32 megapixels are 128 MB in each picture's thread. */
export const assetLimits = { images: 64, pixels: 2 ** 25, fonts: 8 } as const

/**
 * Loads what a game declares, once, before its first frame. Each file's header is checked before it is decoded.
 *
 * @throws RenderError `bad-asset`, which names the image or font, its file and the rule.
 */
export async function loadAssets({ images = {}, fonts = {} }: GameAssets, host: AssetHost): Promise<LoadedAssets> {
  checkCount('images', Object.keys(images).length, assetLimits.images)
  checkCount('fonts', Object.keys(fonts).length, assetLimits.fonts)
  for (const [family, file] of Object.entries(fonts)) await loadFont(family, file, host)
  const loaded = new Map<string, GameImage>()
  let pixels = 0
  // One after the other: sixty-four at once would hold all their packed bytes, too.
  for (const [name, spec] of Object.entries(images)) {
    const image = await loadImage(name, spec, host)
    pixels += image.width * image.height
    if (pixels > assetLimits.pixels)
      throw new RenderError(
        'bad-asset',
        `the images have more than ${assetLimits.pixels / 2 ** 20} megapixels together`,
      )
    loaded.set(name, image)
  }
  return { image: (name) => loaded.get(name) ?? unknownImage(name, loaded) }
}

async function loadImage(name: string, spec: ImageSpec, host: AssetHost): Promise<GameImage> {
  const file = typeof spec === 'string' ? spec : spec.file
  const what = `image ${JSON.stringify(name)} (${file})`
  const bytes = await readFile(what, file, imageLimits.bytes, host)
  const header = good(what, readImageHeader(bytes))
  const source = await host.decode(bytes, header).catch((cause: unknown) => refuse(what, 'can’t be decoded', cause))
  const { width, height } = source
  // A decoder may turn a photograph upright; one that makes more of a file than its header says is not trusted.
  const tooLarge = sizeFault({ width, height })
  if (tooLarge !== null) refuse(what, tooLarge.fault)
  return { source, width, height, frames: good(what, framesOf(spec, { width, height })) }
}

async function loadFont(family: string, file: string, host: AssetHost): Promise<void> {
  const what = `font ${JSON.stringify(family)} (${file})`
  if (!/^[A-Za-z][A-Za-z0-9 ]{0,39}$/.test(family) || taken.has(family.toLowerCase()))
    refuse(what, 'needs a family of its own, of letters, digits and blanks')
  const bytes = await readFile(what, file, fontLimits.bytes, host)
  good(what, readFontHeader(bytes))
  await host.registerFont(family, bytes).catch((cause: unknown) => refuse(what, 'can’t be read', cause))
}

/** A game's font must not take the place of the show's, nor of what every font list ends with. */
const taken: ReadonlySet<string> = new Set(
  [fontFamily, ...Object.values(families), 'serif', 'monospace', 'cursive', 'fantasy', 'inherit', 'initial'].map(
    (name) => name.toLowerCase(),
  ),
)

function readFile(what: string, file: string, maxBytes: number, host: AssetHost): Promise<Uint8Array<ArrayBuffer>> {
  if (!isBeside(file)) refuse(what, 'must be a path below the folder of the game’s module, such as sprites/ball.png')
  return host.read(file, maxBytes).catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause)
    return refuse(what, `can’t be read: ${why}`, cause)
  })
}

/** A plain relative path: it means the same as a file and as an address, and leads nowhere else. */
function isBeside(file: string): boolean {
  return !/[\\:?#%\0]/.test(file) && file.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
}

function checkCount(what: string, count: number, most: number): void {
  if (count > most) throw new RenderError('bad-asset', `the game has ${count} ${what}, and may have at most ${most}`)
}

function good<Value extends object>(what: string, result: Value | Fault): Value {
  return isFault(result) ? refuse(what, result.fault) : result
}

function refuse(what: string, why: string, cause?: unknown): never {
  throw new RenderError('bad-asset', `${what} ${why}`, cause === undefined ? undefined : { cause })
}

function unknownImage(name: string, loaded: ReadonlyMap<string, GameImage>): never {
  const known = [...loaded.keys()].join(', ')
  throw new RenderError('bad-asset', `there is no image ${JSON.stringify(name)}: the game has ${known || 'none'}`)
}
