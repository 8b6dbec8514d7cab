/** Different choices on one window's ballot. */
export const maxOptions = 4096

/** Options that moderators can take off one window's ballot. */
export const maxVetoed = 100

/** Viewers that a mode knows at a time: covers a crowd of 100,000 and a live channel besides. */
export const maxVoters = 250_000

/** Most entries that are looked at to make room for one more where a bound is reached. */
export const maxSearch = 1000
