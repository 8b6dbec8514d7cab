/** Marbles of the house, which fill up small fields so that a race is never empty. */
export const houseNames = [
  ...['Rolly', 'Pebble', 'Dizzy', 'Bouncer', 'Comet', 'Zigzag', 'Pip', 'Tumble', 'Gumdrop', 'Whirl'],
  ...['Nimbus', 'Skitter', 'Button', 'Ricochet', 'Biscuit', 'Jolt', 'Marzipan', 'Domino', 'Sprocket', 'Acorn'],
] as const
