import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { messageOf } from '../../chat/index.ts'
import { defineJob, type Job, type JobQueue } from '../jobs/job.ts'
import type { Log } from '../log.ts'
import type { Store } from '../store/store.ts'
import type { Webhook } from '../store/webhooks.ts'
import { send } from './send.ts'
import { signatureHeaders } from './sign.ts'

/** What other programs can be told of. */
export const webhookEvents = [
  'stream.live',
  'stream.recovering',
  'stream.dropped',
  'vote.decided',
  'poll.decided',
  'game.over',
  'moderation',
] as const
export type WebhookEvent = (typeof webhookEvents)[number]

/** More would hold up the others, and nobody has so many. */
export const maxWebhooks = 20

const delivery = z.object({ delivery: z.string() })
export type DeliveryJob = Job<z.output<typeof delivery>>

export interface DeliveryOptions {
  readonly store: Pick<Store, 'webhooks'>
  /** Which addresses may be called; those of the open internet by default. */
  readonly isAllowed?: (address: string) => boolean
}

/** Sends what was written down, until the other side answers with a 2xx: sixteen times within about nine hours. */
export function deliveryJob({ store, isAllowed }: DeliveryOptions): DeliveryJob {
  return defineJob({
    ...{ name: 'deliver-webhook', payload: delivery, attempts: 16, backoffMs: 30_000, limit: 4, timeoutMs: 10_000 },
    async handler({ delivery: id }, { isLast, signal }) {
      const made = await store.webhooks.delivery(id)
      const webhook = made === null ? null : await store.webhooks.get(made.webhook)
      // Taken away meanwhile.
      if (made === null || webhook === null) return
      if (!webhook.isEnabled) return await giveUp(store, id, 'the webhook is switched off')
      const headers = signatureHeaders(webhook.secret, id, Date.now(), made.body)
      const outcome = await send(webhook.url, made.body, { headers, signal, ...(isAllowed ? { isAllowed } : {}) }).then(
        (status) => ({ status, problem: status >= 200 && status < 300 ? null : `it answered ${status}` }),
        (error: unknown) => ({ status: null, problem: messageOf(error) }),
      )
      const state = outcome.problem === null ? 'delivered' : isLast ? 'failed' : 'waiting'
      await store.webhooks.tried(id, { ...outcome, state }, Date.now())
      if (outcome.problem !== null) throw new Error(outcome.problem)
    },
  })
}

/** So that the log of deliveries has none that waits for ever. */
async function giveUp({ webhooks }: Pick<Store, 'webhooks'>, id: string, problem: string): Promise<void> {
  await webhooks.tried(id, { state: 'failed', status: null, problem }, Date.now())
}

/** Tells other programs what happens. */
export interface Webhooks {
  /** Never throws, and nobody waits for it. */
  tell(event: WebhookEvent, data: object): void
  /** Sends one webhook a message that says so, to try it out. @returns the number of the delivery */
  ping(webhook: Webhook): Promise<string>
}

export function createWebhooks(
  store: Pick<Store, 'webhooks'>,
  jobs: Pick<JobQueue, 'add'>,
  job: DeliveryJob,
  log: Log,
): Webhooks {
  const { webhooks } = store
  const take = (id: string) =>
    jobs.add(job, { delivery: id }, { id }).then(
      (isTaken) => (isTaken ? null : 'too many messages wait already'),
      (error: unknown) => messageOf(error),
    )
  const deliver = async (webhook: Webhook, event: string, data: object) => {
    const [id, now] = [`msg_${randomUUID()}`, Date.now()]
    const body = JSON.stringify({ type: event, timestamp: new Date(now).toISOString(), data })
    await webhooks.addDelivery({ id, webhook: webhook.id, event, body }, now)
    const problem = await take(id)
    if (problem === null) return id
    log.warn(`a webhook is not told of ${event}: ${problem}`)
    await giveUp(store, id, `it could not be queued: ${problem}`)
    return id
  }
  return {
    tell(event, data) {
      void webhooks
        .list()
        .then((all) => all.filter(({ isEnabled, events }) => isEnabled && events.includes(event)))
        .then((wanted) => Promise.all(wanted.map((webhook) => deliver(webhook, event, data))))
        .catch((error: unknown) => log.warn(`webhooks are not told of ${event}: ${messageOf(error)}`))
    },
    ping: (webhook) => deliver(webhook, 'ping', { text: 'Chat Arcade can reach you.' }),
  }
}
