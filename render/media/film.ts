import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { loadImage } from '@napi-rs/canvas'
import { filmFps, picturesOf } from './held.ts'

/** A video as a row of pictures, which begins again at its end. One of them is in memory. */
export interface Film {
  /** Decodes the picture of a moment; null where it is the one that was given last, or another one is still being decoded. */
  at(seconds: number): Promise<CanvasImageSource> | null
}

/** @throws Error where there is none */
export async function openFilm(file: string): Promise<Film> {
  const folder = picturesOf(file)
  const count = (await readdir(folder)).length
  if (count === 0) throw new Error('it has no pictures')
  let shown = -1
  let isBusy = false
  const decode = async (index: number) => {
    try {
      const jpeg = await readFile(path.join(folder, `${String(index + 1).padStart(4, '0')}.jpg`))
      return (await loadImage(jpeg)) as unknown as CanvasImageSource
    } finally {
      isBusy = false
    }
  }
  return {
    at(seconds) {
      const index = Math.floor(Math.max(0, seconds) * filmFps) % count
      if (index === shown || isBusy) return null
      shown = index
      isBusy = true
      return decode(index)
    },
  }
}
