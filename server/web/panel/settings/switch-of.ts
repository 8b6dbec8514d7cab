/** What nobody has set is what the game, or the program, has for it. */
export const unset = 'by default'

/** How a switch stands and what is said beside it; one that nobody has set stands as what holds then. */
export function switchOf(value: unknown, byDefault: unknown): { readonly isOn: boolean; readonly label: string } {
  const isOn = isYes(value ?? byDefault)
  const word = isOn ? 'yes' : 'no'
  return { isOn, label: value === undefined ? `${word}, ${unset}` : word }
}

const isYes = (value: unknown) => value === true || value === 'on' || value === 'yes' || value === 'true'
