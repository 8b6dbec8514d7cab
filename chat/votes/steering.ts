/** What moderators may do to a window while it is open. */
export interface Steering {
  /** Takes an option off the ballot for the rest of the window, and its votes with it; or lets it be voted for again. */
  veto(label: string, isVetoed: boolean): void
  /** Labels that can't be voted for in this window. */
  readonly vetoed: readonly string[]
  /** From the close on, or from now on where it has passed; the window doesn't close early any more. */
  extend(ticks: number): void
  /** The window ends with the next close, decided as it stands or undecided. */
  end(how: 'decided' | 'undecided'): void
}
