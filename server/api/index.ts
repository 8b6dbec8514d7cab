import { serveAct } from './act-route.ts'
import { acts } from './acts.ts'
import type { ApiParts, ZodApp } from './api.ts'
import { serveChat } from './chat.ts'
import { serveGame } from './game.ts'
import { serveLog } from './log.ts'
import { serveMedia } from './media.ts'
import { serveNumbers } from './numbers.ts'
import { serveSettings } from './settings.ts'
import { serveStream } from './stream.ts'
import { serveWebhooks } from './webhooks.ts'

export { createDeeds } from './deeds.ts'
export { createLive } from './live.ts'
export { livePath, serveLive } from './live-door.ts'
export { describeApi, serveDescription } from './openapi.ts'
export type { ApiParts, ZodApp } from './api.ts'

/** All that moderators do and see, one endpoint each. */
export function serveApi(app: ZodApp, parts: ApiParts): void {
  for (const act of acts) serveAct(app, parts, act)
  serveChat(app, parts)
  serveStream(app, parts)
  serveGame(app, parts)
  serveLog(app, parts)
  serveMedia(app, parts)
  serveNumbers(app, parts)
  serveSettings(app, parts)
  serveWebhooks(app, parts)
}
