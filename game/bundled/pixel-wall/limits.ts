/** Marks that the state remembers: as many as a picture can name. */
export const keptMarks = 8

/** Notes that the state remembers: as many as sound at once. */
export const keptPlinks = 6
