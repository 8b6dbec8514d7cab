import { black } from './screen.ts'
import { palette } from './palette.ts'

/** An emulator's colour darkened as by the console's three emphasis bits: each takes a quarter off the other two channels. */
function emphasised(colour: number, bits: number): number {
  const part = (shift: number, kept: number) => {
    const value = (colour >> shift) & 0xff
    const darker = [1, 2, 4].some((bit) => bit !== kept && (bits & bit) !== 0)
    return Math.floor(value * (darker ? 0.75 : 1))
  }
  return (part(16, 1) << 16) | (part(8, 2) << 8) | part(0, 4)
}

/** The number of each colour that the emulator can show. Emphasis is not sent: what is darkened has the number of its plain colour. */
const numbers = new Map<number, number>()
for (let bits = 7; bits >= 0; bits--)
  for (const [number, colour] of [...palette.entries()].toReversed())
    numbers.set(emphasised(colour, bits), colour === 0 ? black : number)

let lastColour = 0
let lastNumber: number = black

/** @param colour as in `palette`; black for one that isn't there */
export function colourNumber(colour: number): number {
  if (colour === lastColour) return lastNumber
  lastColour = colour
  lastNumber = numbers.get(colour & 0xff_ff_ff) ?? black
  return lastNumber
}
