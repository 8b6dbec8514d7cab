/** 32 bits of a text, 0 to 2^32 − 1: FNV-1a over UTF-16 units. It keeps different texts apart, and nobody's secrets. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}
