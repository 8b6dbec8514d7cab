import { createRecorder, type RecorderParts } from './recorder.ts'
import { createStageEvents, type StageEvents } from './stage-event.ts'

/** Those who look on: what they know of a show outlasts its games. */
export interface Lookers extends RecorderParts {
  readonly events: StageEvents
}

/** @param warn is told of a listener that throws */
export function createLookers(warn: (line: string) => void): Lookers {
  return { ...createRecorder(), events: createStageEvents(warn) }
}
