import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { startArcade, temporaryFolder, until } from '../helpers/arcade.ts'

const canaries = ['canaryStreamKey4711', 'canaryToken4712', 'canaryPassword4713'] as const

test('a diagnostic report of a running show holds no key, token or password of its environment', async () => {
  using folder = temporaryFolder()
  const reports = folder.file('reports')
  mkdirSync(reports)
  const [TWITCH_STREAM_KEY, TWITCH_TOKEN, CHATARCADE_ADMIN_PASSWORD] = canaries
  const output = ['--output', 'rtmp://127.0.0.1:9/live', '--size', '320x180', '--chat', 'local:']
  await using arcade = await startArcade(['--data', folder.file('data'), ...output], {
    ...{ TWITCH_STREAM_KEY, TWITCH_TOKEN, CHATARCADE_ADMIN_PASSWORD },
    NODE_OPTIONS: `--report-on-signal --report-signal=SIGUSR2 --report-directory=${reports}`,
  })
  await until(async () => (await arcade.status()).stream.frames.written > 5)
  process.kill(arcade.pid, 'SIGUSR2')
  const text = await until(() => {
    const [name] = readdirSync(reports)
    const report = name === undefined ? '' : readFileSync(`${reports}/${name}`, 'utf8')
    // It is written in pieces, the workers’ parts and the libraries towards its end.
    return report.trimEnd().endsWith('}') && report.includes('"sharedObjects"') && report
  })
  assert.match(text, /"workers"/)
  for (const canary of canaries) assert.ok(!text.includes(canary), `${canary} is in the report`)
})
