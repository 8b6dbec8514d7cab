/** Longer lists of numbers become text: 64 KB of memory as a list would make a snapshot of half a megabyte. */
const leastPacked = 64

/** A list of bytes as base64 of its runs, or of larger numbers as runs that count upwards, as tables of addresses do. */
interface Packed {
  readonly packed: 'equal' | 'rising'
  readonly length: number
  readonly runs: string
}

/** Plain data with its long lists of small whole numbers packed; typed lists become plain ones. Other things stay as they are. */
export function pack(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return packList(value as Uint8Array)
  if (Array.isArray(value)) return packList(value)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, pack(each)]))
}

/** What `pack` was given, with plain lists. */
export function unpack(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unpack)
  if (typeof value !== 'object' || value === null) return value
  if ('packed' in value) return unpackList(value as Packed)
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, unpack(each)]))
}

function packList(list: ArrayLike<unknown>): unknown {
  const most = list.length < leastPacked ? Infinity : largest(list)
  if (most > 0xffff) return Array.from(list, pack)
  const packed = most < 256 ? 'equal' : 'rising'
  const step = packed === 'rising' ? 1 : 0
  const bytes: number[] = []
  for (let at = 0; at < list.length;) {
    const value = list[at] as number
    let count = 1
    while (count < 0xffff && list[at + count] === value + count * step) count++
    bytes.push(count & 0xff, count >> 8, value & 0xff)
    if (step === 1) bytes.push(value >> 8)
    at += count
  }
  return { packed, length: list.length, runs: toBase64(bytes) } satisfies Packed
}

/** Infinity where one of them is no whole number from 0 on. */
function largest(list: ArrayLike<unknown>): number {
  let most = 0
  for (let i = 0; i < list.length; i++) {
    const each = list[i]
    if (!Number.isInteger(each) || (each as number) < 0 || Object.is(each, -0)) return Infinity
    most = Math.max(most, each as number)
  }
  return most
}

function unpackList({ packed, length, runs }: Packed): number[] {
  const bytes = atob(runs)
  const step = packed === 'rising' ? 1 : 0
  const list: number[] = []
  for (let at = 0; at + 3 + step <= bytes.length; at += 3 + step) {
    const count = bytes.charCodeAt(at) + bytes.charCodeAt(at + 1) * 256
    const high = step === 1 ? bytes.charCodeAt(at + 3) : 0
    const value = bytes.charCodeAt(at + 2) + high * 256
    for (let i = 0; i < count && list.length < length; i++) list.push(value + i * step)
  }
  return list
}

function toBase64(bytes: readonly number[]): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 4096) text += String.fromCharCode(...bytes.slice(at, at + 4096))
  return btoa(text)
}
