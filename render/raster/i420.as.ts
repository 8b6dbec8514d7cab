// RGBA → I420, BT.709 limited range, on WebAssembly SIMD. Built by `npm run build:wasm`; i420.ts is the caller.
//
// A pixel is one 32-bit lane, 0xAABBGGRR. Masked it is the 16-bit pair (R, B), shifted right by 8 the pair (G, A), and
// i32x4.dot_i16x8_s multiplies a pair and adds it up within the lane: two dots weigh a pixel, with nothing to shuffle.
//
// Weights are the BT.709 matrix (Kr 0.2126, Kb 0.0722) in 1/32768, scaled by 219/255 for Y and 224/255 for U and V.
// Those of a chroma plane add up to 0, so that greys are exactly 128.

const Y_R = 5983
const Y_G = 20127
const Y_B = 2032
const U_R = -3298
const U_G = -11094
const U_B = 14392
const V_R = 14392
const V_G = -13072
const V_B = -1320

/** Luma weighs one pixel, chroma the sum of four: two bits more to drop. A bias is the offset and a half. */
const Y_SHIFT = 15
const Y_BIAS = (16 << Y_SHIFT) + (1 << (Y_SHIFT - 1))
const UV_SHIFT = 17
const UV_BIAS = (128 << UV_SHIFT) + (1 << (UV_SHIFT - 1))

/**
 * The vectors of the loop, a row here for each. In memory rather than as v128.const, since V8 builds a constant
 * anew at every use, in three instructions, and does not lift it out of a loop; a load before the loop stays there.
 */
const MASK = 0x00ff00ff
const Y_RB = (Y_B << 16) | (Y_R & 0xffff)
const U_RB = (U_B << 16) | (U_R & 0xffff)
const V_RB = (V_B << 16) | (V_R & 0xffff)
const U_GA = U_G & 0xffff
const V_GA = V_G & 0xffff
const VECTORS = memory.data<i32>([
  MASK, MASK, MASK, MASK,
  Y_RB, Y_RB, Y_RB, Y_RB,
  Y_G, Y_G, Y_G, Y_G,
  Y_BIAS, Y_BIAS, Y_BIAS, Y_BIAS,
  U_RB, U_RB, U_RB, U_RB,
  U_GA, U_GA, U_GA, U_GA,
  V_RB, V_RB, V_RB, V_RB,
  V_GA, V_GA, V_GA, V_GA,
  UV_BIAS, UV_BIAS, UV_BIAS, UV_BIAS,
], 16)

/** Converts `rows` rows of `width` pixels, both even; addresses and sizes are the caller's to get right. */
export function convertRows(rgba: usize, y: usize, u: usize, v: usize, width: i32, rows: i32): void {
  const mask = v128.load(VECTORS)
  const yRb = v128.load(VECTORS, 16)
  const yGa = v128.load(VECTORS, 32)
  const yBias = v128.load(VECTORS, 48)
  const uRb = v128.load(VECTORS, 64)
  const uGa = v128.load(VECTORS, 80)
  const vRb = v128.load(VECTORS, 96)
  const vGa = v128.load(VECTORS, 112)
  const uvBias = v128.load(VECTORS, 128)

  for (let row = 0; row < rows; row += 2) {
    const rowEnd = y + width
    const blocksEnd = y + (width & ~7)
    for (; y < blocksEnd; y += 8, u += 4, v += 4, rgba += 32) {
      const top0 = v128.load(rgba)
      const top1 = v128.load(rgba, 16)
      const bottom0 = v128.load(rgba + (width << 2))
      const bottom1 = v128.load(rgba + (width << 2), 16)
      const topRb0 = v128.and(top0, mask)
      const topRb1 = v128.and(top1, mask)
      const topGa0 = i16x8.shr_u(top0, 8)
      const topGa1 = i16x8.shr_u(top1, 8)
      const bottomRb0 = v128.and(bottom0, mask)
      const bottomRb1 = v128.and(bottom1, mask)
      const bottomGa0 = i16x8.shr_u(bottom0, 8)
      const bottomGa1 = i16x8.shr_u(bottom1, 8)

      const topY = i16x8.narrow_i32x4_s(
        weigh(topRb0, topGa0, yRb, yGa, yBias, Y_SHIFT),
        weigh(topRb1, topGa1, yRb, yGa, yBias, Y_SHIFT),
      )
      const bottomY = i16x8.narrow_i32x4_s(
        weigh(bottomRb0, bottomGa0, yRb, yGa, yBias, Y_SHIFT),
        weigh(bottomRb1, bottomGa1, yRb, yGa, yBias, Y_SHIFT),
      )
      const ys = i8x16.narrow_i16x8_u(topY, bottomY)
      v128.store64_lane(y, ys, 0)
      v128.store64_lane(y + width, ys, 1)

      const rb = addNeighbours(i16x8.add(topRb0, bottomRb0), i16x8.add(topRb1, bottomRb1))
      const ga = addNeighbours(i16x8.add(topGa0, bottomGa0), i16x8.add(topGa1, bottomGa1))
      const uv = i16x8.narrow_i32x4_s(
        weigh(rb, ga, uRb, uGa, uvBias, UV_SHIFT),
        weigh(rb, ga, vRb, vGa, uvBias, UV_SHIFT),
      )
      const uvs = i8x16.narrow_i16x8_u(uv, uv)
      v128.store32_lane(u, uvs, 0)
      v128.store32_lane(v, uvs, 1)
    }
    for (; y < rowEnd; y += 2, u++, v++, rgba += 8) convert2x2(rgba, y, u, v, width)
    rgba += width << 2
    y += width
  }
}

/** Weighs four lanes of (R, B) and (G, A) pairs; the weight given for A is 0. */
// @ts-ignore: decorator
@inline
function weigh(rb: v128, ga: v128, rbWeights: v128, gaWeights: v128, bias: v128, shift: i32): v128 {
  const sum = i32x4.add(i32x4.dot_i16x8_s(rb, rbWeights), i32x4.dot_i16x8_s(ga, gaWeights))
  return i32x4.shr_s(i32x4.add(sum, bias), shift)
}

/** Lanes (a0+a1, a2+a3, b0+b1, b2+b3), each a pair of 16-bit sums, which stay below 1021. */
// @ts-ignore: decorator
@inline
function addNeighbours(a: v128, b: v128): v128 {
  return i16x8.add(v128.shuffle<i32>(a, b, 0, 2, 4, 6), v128.shuffle<i32>(a, b, 1, 3, 5, 7))
}

/** The same arithmetic for one 2×2 block: the up to six columns of a row that do not fill a vector. */
function convert2x2(rgba: usize, y: usize, u: usize, v: usize, width: i32): void {
  let r = 0
  let g = 0
  let b = 0
  for (let i = 0; i < 4; i++) {
    const offset = (i & 1) + (i >> 1) * width
    const pixel = rgba + (offset << 2)
    const red = <i32>load<u8>(pixel)
    const green = <i32>load<u8>(pixel, 1)
    const blue = <i32>load<u8>(pixel, 2)
    store<u8>(y + offset, (red * Y_R + green * Y_G + blue * Y_B + Y_BIAS) >> Y_SHIFT)
    r += red
    g += green
    b += blue
  }
  store<u8>(u, (r * U_R + g * U_G + b * U_B + UV_BIAS) >> UV_SHIFT)
  store<u8>(v, (r * V_R + g * V_G + b * V_B + UV_BIAS) >> UV_SHIFT)
}
