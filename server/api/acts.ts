import type { ActRoute } from './act-route.ts'
import { chatActs } from './acts/chat.ts'
import { peopleActs } from './acts/people.ts'
import { showActs } from './acts/show.ts'
import { votesActs } from './acts/votes.ts'

/** All that moderators do to the show itself. */
export const acts: readonly ActRoute[] = [...peopleActs, ...chatActs, ...votesActs, ...showActs]
