import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { RenderError } from '../error.ts'
import { findFfmpeg } from '../output/ffmpeg.ts'
import type { Stereo } from './bus.ts'
import { decodeSound } from './decode.ts'
import { soundLimits } from './file.ts'

export interface LoadedSounds {
  readonly clips: ReadonlyMap<string, Stereo>
  /** A sentence for each sound that is not there. */
  readonly problems: readonly string[]
}

/**
 * Decodes what a game declares as its `sounds`: files beside its module or in folders below. Never throws: a game without
 * one of its sounds is quieter, and no reason to end a show.
 *
 * @param gameUrl file URL of the game's module
 */
export async function loadSounds(
  sounds: Readonly<Record<string, string>>,
  gameUrl: string,
  sampleRate: number,
): Promise<LoadedSounds> {
  const clips = new Map<string, Stereo>()
  const problems: string[] = []
  let bytes = 0
  for (const [name, address] of Object.entries(sounds)) {
    try {
      if (clips.size >= soundLimits.sounds || bytes >= soundLimits.decodedBytes)
        throw new RenderError(
          'bad-asset',
          `${soundLimits.sounds} sounds and ${soundLimits.decodedBytes} bytes are the most`,
        )
      const ffmpeg = findFfmpeg(process.env)
      const clip = await decodeSound(fileBeside(address, gameUrl), { ffmpeg, sampleRate })
      clips.set(name, clip)
      bytes += clip.left.byteLength * 2
    } catch (error) {
      problems.push(`the sound ${JSON.stringify(name)} stays silent: ${(error as Error).message}`)
    }
  }
  return { clips, problems }
}

function fileBeside(address: string, gameUrl: string): string {
  const folder = new URL('.', gameUrl)
  const url = URL.parse(address, folder)
  const isBelow = url?.protocol === 'file:' && url.href.startsWith(folder.href)
  if (!isBelow) throw new RenderError('bad-asset', `${JSON.stringify(address)} is not in the game’s folder`)
  return path.normalize(fileURLToPath(url))
}
