import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Broadcast } from '../broadcast.ts'
import type { StageEvent } from '../controls/stage-event.ts'
import type { Log } from '../log.ts'
import type { Media } from '../media/media.ts'
import type { StartedBy } from '../saved-settings.ts'
import type { RunningShow } from '../show.ts'
import type { Stage } from '../stage.ts'
import type { Status } from '../status.ts'
import type { Store } from '../store/store.ts'
import type { Webhooks } from '../webhooks/webhooks.ts'
import type { Deeds } from './deeds.ts'

/** The web server, with bodies and answers checked by zod. */
export type ZodApp = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>

/** What the API works on. The show and its stage are asked for each time: another game brings another stage. */
export interface ApiParts {
  /** @throws AuthError `not-open` while it starts, as what is asked of the show below does */
  readonly show: () => RunningShow
  readonly stage: () => Stage
  /** Events of whichever stage there is. @returns stops listening */
  readonly onEvent: (listener: (event: StageEvent) => void) => () => void
  readonly status: () => Promise<Status>
  readonly broadcast: Broadcast
  readonly store: Store
  /** What the show was started by; null where nothing but its plan is known. */
  readonly start: StartedBy | null
  readonly log: Deeds
  readonly webhooks: Webhooks
  readonly media: Media
  /** What is wrong with the address of a webhook; null for nothing. */
  readonly webhookProblem: (url: string) => string | null
  readonly say: Log
}
