/** The most that moderators may keep, and the most of one upload. Each has its reason in docs/media.md. */
export const mediaLimits = {
  files: 200,
  /** Of all files together, as they are kept. */
  totalBytes: 2 * 2 ** 30,
  uploadBytes: 100 * 2 ** 20,
  /** Uploads at the same time, of which one account has one. */
  uploads: 3,
  name: 80,
} as const

/** What may come in. Of images the renderer’s own limits hold. */
export const imageBounds = { bytes: 16 * 2 ** 20 } as const
/** Played once and held decoded where the sound is made: a minute and a half are 35 MB there. */
export const soundBounds = { bytes: 40 * 2 ** 20, seconds: 90, tagBytes: 2 * 2 ** 20 } as const
export const videoBounds = { pixels: 1920 * 1088, side: 1920, seconds: 60, fps: 60, tracks: 8 } as const

/** What is kept. */
export const kept = { imageSide: 1920, videoWidth: 1280, videoHeight: 720, videoFps: 30 } as const
