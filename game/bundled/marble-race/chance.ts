/** 0 to 1, scattered evenly by a number and a use: what looks like chance and is the same in every picture. */
export function chanceOf(number: number, use: number): number {
  let bits = Math.imul(number * 8 + use + 1, 0x9e3779b1)
  bits = Math.imul(bits ^ (bits >>> 15), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 32
}
