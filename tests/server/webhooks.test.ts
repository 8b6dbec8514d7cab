import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, it } from 'node:test'
import { pino } from 'pino'
import type { OutletStatus } from '../../render/index.ts'
import { backoffAfter } from '../../server/jobs/job.ts'
import { openStoreJobs } from '../../server/jobs/sqlite.ts'
import { openStore } from '../../server/store/store.ts'
import { addressProblem, isPublic } from '../../server/webhooks/address.ts'
import { followOutputs } from '../../server/webhooks/news.ts'
import { createResolving } from '../../server/webhooks/resolving.ts'
import { send } from '../../server/webhooks/send.ts'
import { newSecret } from '../../server/webhooks/sign.ts'
import { createWebhooks, deliveryJob, webhookEvents } from '../../server/webhooks/webhooks.ts'
import { temporaryFolder, until } from '../helpers/arcade.ts'

const log = pino({ level: 'silent' })
const onlyHere = (address: string) => address === '127.0.0.1'

interface Heard {
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A program that is told, and answers with the statuses in turn, the last one ever after. */
async function receiver(...statuses: number[]) {
  const heard: Heard[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => (body += part.toString()))
    request.on('end', () => {
      const status = statuses[Math.min(heard.length, statuses.length - 1)] ?? 200
      heard.push({ headers: request.headers, body })
      response.writeHead(status, { location: 'http://169.254.169.254/' }).end()
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    heard,
    url: `http://127.0.0.1:${port}/hook`,
    [Symbol.dispose]() {
      server.closeAllConnections()
      server.close()
    },
  }
}

async function open(url: string, events: readonly string[] = webhookEvents) {
  const stack = new AsyncDisposableStack()
  const folder = temporaryFolder()
  stack.defer(() => folder[Symbol.dispose]())
  const store = stack.use(await openStore(folder.path, log))
  const job = { ...deliveryJob({ store, isAllowed: onlyHere }), backoffMs: 10 }
  const jobs = stack.use(openStoreJobs(store, [job], log))
  const webhook = { id: 'one', url, secret: newSecret(), events, isEnabled: true, by: 'owner', createdMs: 1 }
  await store.webhooks.put(webhook)
  const webhooks = createWebhooks(store, jobs, job, log)
  return { store, webhook, webhooks, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}

describe('a webhook', () => {
  it('is told of an event, with a signature that anybody with its secret can check', async () => {
    using program = await receiver(200)
    await using opened = await open(program.url)
    opened.webhooks.tell('vote.decided', { label: 'red', votes: 3 })
    await until(() => program.heard.length === 1)
    const [{ headers, body }] = program.heard as [Heard]
    const { type, data } = JSON.parse(body) as { type: string; data: object }
    assert.deepEqual({ type, data }, { type: 'vote.decided', data: { label: 'red', votes: 3 } })
    const key = Buffer.from(opened.webhook.secret.replace('whsec_', ''), 'base64')
    const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`
    assert.equal(headers['webhook-signature'], `v1,${createHmac('sha256', key).update(signed).digest('base64')}`)
    await until(async () => (await opened.store.webhooks.deliveries('one'))[0]?.state === 'delivered')
  })

  it('is told again under the same id until it answers well, and the log says what it answered', async () => {
    using program = await receiver(500, 302, 204)
    await using opened = await open(program.url)
    opened.webhooks.tell('stream.live', {})
    await until(async () => (await opened.store.webhooks.deliveries('one'))[0]?.state === 'delivered')
    assert.equal(program.heard.length, 3)
    assert.equal(new Set(program.heard.map(({ headers }) => headers['webhook-id'])).size, 1)
    const [delivery] = await opened.store.webhooks.deliveries('one')
    assert.equal(delivery?.attempts, 3)
    assert.equal(delivery?.status, 204)
  })

  it('is told nothing that it didn’t ask for, nor anything while it is switched off', async () => {
    using program = await receiver(200)
    await using opened = await open(program.url, ['stream.live'])
    opened.webhooks.tell('moderation', {})
    opened.webhooks.tell('stream.live', { output: 'twitch' })
    await until(() => program.heard.length === 1)
    await opened.store.webhooks.put({ ...opened.webhook, isEnabled: false })
    opened.webhooks.tell('stream.live', { output: 'twitch' })
    await opened.webhooks.ping({ ...opened.webhook, isEnabled: false })
    await until(async () => (await opened.store.jobs.counts()).find(({ state }) => state === 'done')?.count === 2)
    assert.equal(program.heard.length, 1)
    const states = (await opened.store.webhooks.deliveries('one')).map(({ state }) => state)
    assert.deepEqual(states.toSorted(), ['delivered', 'failed'], 'none waits for ever')
  })

  it('is tried for nine hours, and has failed at once where the message can’t be queued', async () => {
    await using opened = await open('http://127.0.0.1:1/')
    const job = deliveryJob(opened)
    let waitedMs = 0
    for (let attempt = 1; attempt < job.attempts; attempt++) waitedMs += backoffAfter(job, attempt)
    assert.equal(Math.round(waitedMs / 3600_000), 9)
    for (const add of [() => Promise.resolve(false), () => Promise.reject(new Error('it is away'))])
      await createWebhooks(opened.store, { add }, job, log).ping(opened.webhook)
    const deliveries = await opened.store.webhooks.deliveries('one')
    assert.deepEqual(
      deliveries.map(({ state }) => state),
      ['failed', 'failed'],
    )
  })

  it('hears of a recording by its name, as anybody may see it', () => {
    const told: object[] = []
    const look = followOutputs({ tell: (_event, data) => void told.push(data) })
    look([{ id: 'one', state: 'live', url: 'evening.mkv', problem: '' } as OutletStatus])
    assert.deepEqual(told, [{ output: 'one', url: 'evening.mkv', problem: '' }])
  })
})

describe('the address of a webhook', () => {
  for (const address of [
    'http://127.0.0.1/',
    'http://127.1/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://10.1.2.3/',
    'http://172.16.0.1/',
    'http://192.168.1.1/',
    'http://100.64.0.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[fd00::1]/',
    'http://[fe80::1]/',
    'http://0.0.0.0/',
    'http://224.0.0.1/',
    'https://user:secret@example.com/',
    'file:///etc/passwd',
    'gopher://example.com/',
    'not an address',
  ])
    it(`${address} is refused`, () => assert.notEqual(addressProblem(address), null))

  it('of the open internet is taken', () => {
    assert.equal(addressProblem('https://93.184.216.34/hook'), null)
    assert.equal(addressProblem('https://example.com/hook'), null)
    assert.equal(isPublic('2606:4700::1111'), true)
    for (const reserved of ['4000::1', '8000::1', '1::1', '64:ff9b::7f00:1', '2002:7f00:1::'])
      assert.equal(isPublic(reserved), false, reserved)
  })

  it('that is a name of this machine is refused when it is called, whatever it was before', async () => {
    using program = await receiver(200)
    const { port } = new URL(program.url)
    await assert.rejects(
      send(`http://localhost:${port}/`, '{}', { headers: {}, signal: AbortSignal.timeout(5000) }),
      /not on the open internet/,
    )
    assert.equal(program.heard.length, 0)
  })

  it('is looked up with few others at once, since each takes a thread of the process for as long as it takes', () => {
    const asked: (() => void)[] = []
    const resolving = createResolving((_name, _options, answered) => void asked.push(() => answered(null, [])))
    const answers: (Error | null)[] = []
    for (let name = 0; name < 30; name++) resolving.ask(`${name}.example`, {}, (error) => void answers.push(error))
    assert.equal(asked.length, 2)
    assert.equal(answers.length, 8, 'beyond those that may wait they are refused')
    for (let next = 0; next < asked.length; next++) asked[next]?.()
    assert.equal(answers.filter((error) => error === null).length, 22)
  })

  it('is connected to as it was checked: the name is resolved once', async () => {
    using program = await receiver(200)
    const { port } = new URL(program.url)
    const checked: string[] = []
    const isAllowed = (address: string) => {
      checked.push(address)
      return true
    }
    const options = { headers: {}, signal: AbortSignal.timeout(5000), isAllowed }
    assert.equal(await send(`http://localhost:${port}/`, '{}', options), 200)
    assert.ok(checked.length >= 1 && checked.every((address) => address === '127.0.0.1' || address === '::1'))
  })
})
