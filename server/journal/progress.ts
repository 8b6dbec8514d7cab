/**
 * What the thread of a journal and those who wait for it share: how many messages have been written or given up, how many are on the
 * disk, where a power cut leaves them, and which tick was the last.
 */
export const [written, synced, ticked] = [0, 1, 2] as const

export const createProgress = () => new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT)
