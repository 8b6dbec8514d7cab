import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { showAnswer, statusAnswer } from '../../server/api/status-answer.ts'
import type { Client } from '../helpers/accounts.ts'
import { temporaryFolder } from '../helpers/arcade.ts'
import { startOwned, type OwnedArcade } from '../helpers/owned-arcade.ts'

interface Described {
  readonly description?: string
  readonly content?: Record<string, { readonly schema?: object }>
}

interface Operation {
  readonly summary?: string
  readonly requestBody?: Described
  readonly responses?: Record<string, Described>
}

/** Calls that need nothing to be said: they act on who asks, or take back what was begun. */
const bodiless = new Set([
  ...['POST /api/totp', 'POST /api/accounts/{id}/link'],
  ...['POST /api/log/{id}/undo', 'POST /api/webhooks/{id}/ping'],
])

describe('the description of the API', () => {
  const folder = temporaryFolder()
  let arcade: OwnedArcade
  let owner: Client
  let operations: readonly (readonly [name: string, operation: Operation])[] = []

  before(async () => {
    arcade = await startOwned(['--data', folder.path, '--output', 'null:', '--size', '320x180'])
    owner = arcade.owner
    const { paths } = (await owner.get('/api/openapi.json')).body as unknown as {
      readonly paths: Record<string, Record<string, Operation>>
    }
    operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const),
    )
  })
  after(async () => {
    await arcade[Symbol.asyncDispose]()
    folder[Symbol.dispose]()
  })

  const without = (isRight: (operation: Operation, name: string) => boolean) =>
    operations.filter(([name, operation]) => !isRight(operation, name)).map(([name]) => name)

  it('has the API and nothing else', () => {
    assert.ok(operations.length > 80, `${operations.length} operations`)
    assert.deepEqual(
      without((_operation, name) => / \/api\//.test(name)),
      [],
    )
    for (const name of ['GET /api/status', 'GET /api/show', 'POST /api/media', 'PATCH /api/outputs/{id}'])
      assert.ok(
        operations.some(([each]) => each === name),
        name,
      )
  })

  it('says in a line what each call does', () => {
    assert.deepEqual(
      without(({ summary = '' }) => /^[A-Z].{9,}[^.]$/.test(summary)),
      [],
    )
  })

  it('says what each call takes', () => {
    const takes = (name: string) => /^(POST|PUT|PATCH) /.test(name) && !bodiless.has(name)
    assert.deepEqual(
      without(({ requestBody }, name) => takes(name) === hasSchema(requestBody)),
      [],
    )
  })

  it('says what each call answers where it was done, by a schema or by the type of a file', () => {
    assert.deepEqual(
      without(({ responses = {} }) => {
        const good = Object.entries(responses).filter(([status]) => status.startsWith('2'))
        // 204 has nothing to say.
        return good.length > 0 && good.every(([status, answer]) => status === '204' || hasSchema(answer))
      }),
      [],
    )
  })

  it('says all that the show tells of itself, which no schema checks on its way out', async () => {
    for (const [path, answer] of [
      ['/api/status', statusAnswer],
      ['/api/show', showAnswer],
    ] as const) {
      const { body } = await owner.get(path)
      assert.deepEqual(answer.parse(body), body)
    }
  })

  it('says that a file is sent as a form', () => {
    const [, upload] = operations.find(([name]) => name === 'POST /api/media') ?? []
    assert.deepEqual(upload?.requestBody?.content, {
      'multipart/form-data': {
        schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } },
      },
    })
  })
})

function hasSchema(described: Described | undefined): boolean {
  const kinds = Object.entries(described?.content ?? {})
  return (
    kinds.length > 0 &&
    kinds.every(([type, { schema = {} }]) => Object.keys(schema).length > 0 && (type.includes('/') || type === '*'))
  )
}
