/** Steps of a full turn in which angles of the race are counted. */
export const turnSteps = 1024

/** Terms of the series that are worth something within a quarter turn: the rest is below 10⁻¹². */
const terms = 8

/** Sine by its series. `Math.sin` may differ in its last bit from engine to engine, and with it a whole race. */
function series(angle: number): number {
  let term = angle
  let sum = angle
  for (let k = 1; k < terms; k++) {
    term *= -(angle * angle) / (2 * k * (2 * k + 1))
    sum += term
  }
  return sum
}

const sines = Float64Array.from({ length: turnSteps }, (_, step) => {
  const quarter = turnSteps / 4
  const within = step % quarter
  const isRising = Math.floor(step / quarter) % 2 === 0
  const size = series(((isRising ? within : quarter - within) / turnSteps) * 2 * Math.PI)
  return step < turnSteps / 2 ? size : -size
})

/** Sine and cosine of an angle in whole steps, the same bits on every machine. */
export function sine(step: number): number {
  return sines[step & (turnSteps - 1)] as number
}

export function cosine(step: number): number {
  return sine(step + turnSteps / 4)
}
