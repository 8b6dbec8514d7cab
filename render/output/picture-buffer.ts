/**
 * One I420 picture in memory that several encoders may be writing at once.
 * It goes back to the renderer when the last of them has let it go, so a picture is never copied.
 */
export interface PictureBuffer {
  readonly bytes: Uint8Array<ArrayBuffer>
  hold(): void
  release(): void
}

/** @param free takes the memory back; called once, when every holder has released it */
export function createPictureBuffer(memory: ArrayBuffer, free: (memory: ArrayBuffer) => void): PictureBuffer {
  let holders = 1
  return {
    bytes: new Uint8Array(memory),
    hold() {
      holders += 1
    },
    release() {
      holders -= 1
      if (holders === 0) free(memory)
    },
  }
}

/** A black picture, for the time before the first one is drawn. */
export function blackPicture(width: number, height: number): PictureBuffer {
  const memory = new ArrayBuffer((width * height * 3) / 2)
  const bytes = new Uint8Array(memory)
  bytes.fill(16, 0, width * height)
  bytes.fill(128, width * height)
  return createPictureBuffer(memory, () => {})
}
