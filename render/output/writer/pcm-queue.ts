/** Bytes of one stereo sample of 16 bits. */
const sampleBytes = 4

/** Sound as it was written, in pieces of any length, to be taken out in pieces of another. Its bound is for the writer to keep. */
export interface PcmQueue {
  /** Samples of each channel that wait. */
  readonly samples: number
  push(pcm: Buffer): void
  /** Takes the oldest samples, with silence for those that are not there. */
  take(samples: number): Buffer
}

export function createPcmQueue(): PcmQueue {
  const pieces: Buffer[] = []
  let waiting = 0

  function takePiece(bytes: number): Buffer {
    const piece = pieces[0] as Buffer
    if (piece.length <= bytes) pieces.shift()
    else pieces[0] = piece.subarray(bytes)
    return piece.subarray(0, bytes)
  }

  return {
    get samples() {
      return waiting / sampleBytes
    },
    push(pcm) {
      if (pcm.length > 0) pieces.push(pcm)
      waiting += pcm.length
    },
    take(samples) {
      const taken = Buffer.alloc(samples * sampleBytes)
      let at = 0
      while (at < taken.length && pieces.length > 0) at += takePiece(taken.length - at).copy(taken, at)
      waiting -= at
      return taken
    },
  }
}
