import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { startArcade, temporaryFolder, until } from '../helpers/arcade.ts'
import { sharedData } from '../helpers/chat.ts'
import { pixelAt } from '../helpers/media.ts'
import { startTwitchIrc } from '../helpers/twitch-irc.ts'

const recorded = sharedData('irc/twitch-irc-inputs.jsonl')
const token = 'canaryToken0123456789'

test('a Twitch channel paints the broadcast, anonymously', async () => {
  await using twitch = await startTwitchIrc()
  using folder = temporaryFolder()
  const out = folder.file('out.mkv')
  const args = [
    '--chat',
    'twitch:arcade',
    '--set',
    'input=anarchy',
    '--preset',
    'lossless',
    '--output',
    out,
    '--size',
    '320x180',
  ]
  await using arcade = await startArcade(args, { TWITCH_IRC_URL: twitch.url })
  await twitch.waitForJoin('arcade')
  twitch.say('arcade', { login: 'alice', userId: '42', text: 'white' })
  await until(async () => (await arcade.status()).chat.accepted === 1)
  const { frames } = (await arcade.status()).stream
  await until(async () => (await arcade.status()).stream.frames.written > frames.written + 45)
  assert.equal(await arcade.stop(), 0)
  const pixel = await pixelAt(out, frames.written + 40, 2, 2)
  assert.ok(
    pixel.every((value) => value > 230),
    pixel.join(', '),
  )
})

test(
  'every recorded line of Twitch is taken or passed over, and none stops the show',
  { skip: recorded.skip },
  async () => {
    await using twitch = await startTwitchIrc()
    using folder = temporaryFolder()
    const tokenFile = folder.file('token')
    writeFileSync(tokenFile, `oauth:${token}\n`)
    const env = { TWITCH_IRC_URL: twitch.url, TWITCH_USERNAME: 'bot', TWITCH_TOKEN_FILE: tokenFile }
    await using arcade = await startArcade(['--chat', 'twitch:pajlada', '--output', 'null:', '--size', '320x180'], env)
    await twitch.waitForJoin('pajlada')
    const lines = recorded.text
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { input: string }).input)
    for (const line of lines) twitch.sendLine(line)
    twitch.say('pajlada', { login: 'last', userId: '1', text: 'red' })
    await until(async () => (await arcade.status()).chat.accepted === 1)
    const { received, accepted, rejected } = (await arcade.status()).chat
    assert.ok(
      received > lines.filter((line) => line.includes(' PRIVMSG #pajlada ')).length / 2,
      `${received} messages of ${lines.length} lines`,
    )
    assert.equal(received, accepted + Object.values(rejected).reduce((sum, count) => sum + count, 0))
    const status = await (await fetch(new URL('/api/status', arcade.url))).text()
    const commandLine = readFileSync(`/proc/${arcade.pid}/cmdline`, 'latin1')
    assert.equal(await arcade.stop(), 0)
    for (const text of [status, commandLine, arcade.text.stdout, arcade.text.stderr]) assert.ok(!text.includes(token))
  },
)
