/** `lacking` is what a show can't do without; `absent` is what some shows would like to have. */
export type FindingState = 'fine' | 'absent' | 'lacking'

/** One line of what the doctor says. */
export interface Finding {
  /** What it is about; lines about the same stand together. */
  readonly about: string
  readonly state: FindingState
  readonly text: string
}
