import type { DatabaseSync } from 'node:sqlite'
import { fromJson, prepare } from './database.ts'

/** An address that is told of events. */
export interface Webhook {
  readonly id: string
  readonly url: string
  /** What its messages are signed with. */
  readonly secret: string
  readonly events: readonly string[]
  readonly isEnabled: boolean
  readonly by: string
  readonly createdMs: number
}

/** One message to a webhook, and what became of it. */
export interface Delivery {
  readonly id: string
  readonly webhook: string
  readonly event: string
  readonly body: string
  readonly attempts: number
  readonly state: 'waiting' | 'delivered' | 'failed'
  /** What the other side answered last; null for none. */
  readonly status: number | null
  readonly problem: string | null
  readonly createdMs: number
  readonly changedMs: number
}

/** Deliveries that are remembered; beyond it the oldest go. */
const maxDeliveries = 10_000

type Row = Omit<Webhook, 'events' | 'isEnabled'> & { events: string; isEnabled: number }

export function createWebhooks(db: DatabaseSync) {
  const { list, get, put, remove, deliveries, addDelivery, delivery, tell, trim } = prepareAll(db)
  return {
    list: (): Webhook[] => list.all().map(read),
    get(id: string): Webhook | null {
      const row = get.get({ id })
      return row === undefined ? null : read(row)
    },
    /** Adds it, or changes the one of this id. */
    put(webhook: Webhook): void {
      put.run({ ...webhook, events: JSON.stringify(webhook.events), isEnabled: Number(webhook.isEnabled) })
    },
    /** Its deliveries go with it. */
    remove: (id: string): boolean => remove.run({ id }) > 0,
    /** The newest first. */
    deliveries: (webhook: string, limit = 100): Delivery[] => deliveries.all({ webhook, limit }),
    delivery: (id: string): Delivery | null => delivery.get({ id }) ?? null,
    addDelivery(made: Pick<Delivery, 'id' | 'webhook' | 'event' | 'body'>, nowMs: number): void {
      addDelivery.run({ ...made, nowMs })
    },
    /** Writes down what an attempt came to. */
    tried(id: string, outcome: Pick<Delivery, 'state' | 'status' | 'problem'>, nowMs: number): boolean {
      return tell.run({ id, ...outcome, nowMs }) > 0
    },
    tidy(): void {
      trim.run()
    },
  }
}

/** What is asked of the database. */
function prepareAll(db: DatabaseSync) {
  const list = prepare<Row>(db, 'select * from webhooks order by createdMs limit 1000')
  const get = prepare<Row>(db, 'select * from webhooks where id = :id')
  const put = prepare(
    db,
    `insert into webhooks values (:id, :url, :secret, :events, :isEnabled, :by, :createdMs) on conflict do update set
     url = excluded.url, secret = excluded.secret, events = excluded.events, isEnabled = excluded.isEnabled`,
  )
  const remove = prepare(db, 'delete from webhooks where id = :id')
  const deliveries = prepare<Delivery>(
    db,
    'select * from deliveries where webhook = :webhook order by createdMs desc, id limit :limit',
  )
  const addDelivery = prepare(
    db,
    `insert into deliveries (id, webhook, event, body, createdMs, changedMs)
     values (:id, :webhook, :event, :body, :nowMs, :nowMs)`,
  )
  const delivery = prepare<Delivery>(db, 'select * from deliveries where id = :id')
  const tell = prepare(
    db,
    `update deliveries set attempts = attempts + 1, state = :state, status = :status, problem = :problem,
     changedMs = :nowMs where id = :id`,
  )
  const trim = prepare(
    db,
    `delete from deliveries where id in (select id from deliveries order by createdMs desc limit -1 offset ${maxDeliveries})`,
  )
  return { list, get, put, remove, deliveries, addDelivery, delivery, tell, trim }
}

const read = (row: Row): Webhook => {
  const events = fromJson(row.events)
  const names = Array.isArray(events) ? events.filter((each) => typeof each === 'string') : []
  return { ...row, events: names, isEnabled: row.isEnabled === 1 }
}
