/**
 * Numbers as text: a printable ASCII sign for each of 0 to 91. In the state a text costs a byte a sign on its way to the spectators,
 * and a sign of more than seven bits would cost two.
 */
export const symbols = 92

/** The signs begin behind `"`, which a journal would have to escape. */
const first = 35

/** Texts are put together from bytes: a text that grows by a sign at a time costs five times as much. */
export interface SymbolWriter {
  /** @param value 0 to 91 */
  put(value: number): void
  /** @param value 0 to 8463 */
  putWide(value: number): void
  /** What was put since the last call. */
  take(): string
}

/** @param capacity the most that is put between two calls of `take` */
export function createSymbolWriter(capacity: number): SymbolWriter {
  const signs = new Uint8Array(capacity)
  let length = 0
  const put = (value: number) => {
    signs[length++] = first + value
  }
  return {
    put,
    putWide(value) {
      put(Math.floor(value / symbols))
      put(value % symbols)
    },
    take() {
      const text = textOf(signs, length)
      length = 0
      return text
    },
  }
}

/** A call takes so many arguments, and no more. */
const chunk = 4096

function textOf(signs: Uint8Array, length: number): string {
  let text = ''
  for (let at = 0; at < length; at += chunk)
    text += String.fromCharCode(...signs.subarray(at, Math.min(length, at + chunk)))
  return text
}

/** The number at a place of such a text; 0 beyond its end. */
export function symbolAt(text: string, at: number): number {
  return at < text.length ? text.charCodeAt(at) - first : 0
}

export function wideAt(text: string, at: number): number {
  return symbolAt(text, at) * symbols + symbolAt(text, at + 1)
}
