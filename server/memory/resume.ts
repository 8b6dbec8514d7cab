/** Whether a show goes on where an earlier one was: after a crash, whenever there is one, or never. */
export const resumes = ['auto', 'always', 'never'] as const
export type Resume = (typeof resumes)[number]
