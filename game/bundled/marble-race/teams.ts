/** The palette of Okabe and Ito, whose colours people with any kind of colour vision tell apart; each has a letter besides. */
export interface Team {
  readonly word: string
  readonly name: string
  readonly letter: string
  readonly colour: string
  /** The colour of its marbles, toned to about the light of the lane: a swarm of bright ones on a dark lane would flash. */
  readonly glass: string
}

const team = (word: string, name: string, colour: string, glass: string): Team => ({
  ...{ word, name, letter: name.slice(0, 1), colour, glass },
})

export const teams: readonly Team[] = [
  team('orange', 'Orange', '#e69f00', '#c08500'),
  team('sky', 'Sky', '#56b4e9', '#459dd2'),
  team('green', 'Green', '#009e73', '#009e73'),
  team('yellow', 'Yellow', '#f0e442', '#a89a1c'),
  team('blue', 'Blue', '#0072b2', '#4290d2'),
  team('red', 'Red', '#d55e00', '#de6a1c'),
  team('pink', 'Pink', '#cc79a7', '#cc79a7'),
]

export const teamWords = teams.map(({ word }) => word) as [string, ...string[]]

/** The number of the smallest team, the first of equal ones; `counts` has the size of each. */
export function smallestTeam(counts: readonly number[]): number {
  return counts.indexOf(Math.min(...counts))
}
