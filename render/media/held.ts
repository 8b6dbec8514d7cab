/** A file of the streamer’s that the show may name. What it is its ending says: `.png`, `.mp4` or `.wav`, each made by us. */
export interface HeldFile {
  /** As the state names it. */
  readonly name: string
  readonly file: string
}

/** Whether it moves, so that more flashes than one may be in it. */
export const isFilm = (name: string) => name.endsWith('.mp4')

export const isSoundFile = (name: string) => name.endsWith('.wav')

/** Pictures a second of a video as it stands behind a slate. */
export const filmFps = 12

/** The folder that a video’s pictures are in, as JPEGs numbered from 1 on: a painter has no time to decode video. */
export const picturesOf = (file: string) => file.replace(/\.mp4$/, '.pictures')

/** What such a name must look like before anything is opened by it: it may come from a journal, or from an address. */
export const isHeldName = (name: string) => /^[0-9a-f]{16}\.(png|mp4|wav)$/.test(name)
