import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { WebSocket } from 'ws'
import { parse } from 'yaml'
import { runTmi } from '../../chat/sources/tmi.ts'
import { nickOf, tagText, type IrcMessage } from '../../chat/sources/twitch-message.ts'
import { sharedData } from '../helpers/chat.ts'
import { startTwitchIrc } from '../helpers/twitch-irc.ts'

const splitting = sharedData('irc/msg-split.yaml')
const goTwitch = sharedData('irc/irctests.json')
/**
 * The rest of that folder is about what we don't do: `mask-match` (we match no masks), `msg-join` (the only line that we put
 * together is a PRIVMSG of one text), `validate-hostname` (we read no host names), `eventsub-inputs` (chat comes by IRC).
 */
const userhosts = sharedData('irc/userhost-split.yaml')

interface Atoms {
  readonly tags: Readonly<Record<string, string>>
  readonly prefix: string | null
  readonly command: string
  readonly params: readonly string[]
}

/** What each line is after tmi.js's parser and our reading of tags. */
async function split(lines: readonly string[]): Promise<(Atoms | null)[]> {
  await using irc = await startTwitchIrc()
  const socket = new WebSocket(irc.url)
  let last: IrcMessage | null = null
  const read = runTmi({
    socket,
    channel: 'bob',
    identity: {},
    message: (message) => {
      last = structuredClone(message)
    },
    reconnect: () => {},
    malformed: () => {},
  })
  const atoms = lines.map((line) => {
    last = null
    read(line)
    return atomsOf(last)
  })
  socket.terminate()
  return atoms
}

function atomsOf(message: IrcMessage | null): Atoms | null {
  if (message === null) return null
  const { tags, prefix, command, params } = message
  return {
    tags: Object.fromEntries(Object.keys(tags).map((key) => [key, tagText(tags, key)])),
    prefix,
    command,
    params,
  }
}

async function deviations(cases: readonly { input: string; expected: Atoms }[]): Promise<string[]> {
  const found = await split(cases.map(({ input }) => input))
  return cases.flatMap(({ input, expected }, i) => {
    try {
      assert.deepEqual(found[i], expected)
      return []
    } catch {
      return [input]
    }
  })
}

describe('tmi.js’s parser', () => {
  it('splits lines as the parser tests of ircdocs do, but for two habits', { skip: splitting.skip }, async () => {
    interface Case {
      readonly input: string
      readonly atoms: { tags?: Record<string, string>; source?: string; verb: string; params?: string[] }
    }
    const { tests } = parse(splitting.text) as { tests: Case[] }
    const cases = tests.map(({ input, atoms: { tags = {}, source = null, verb, params = [] } }) => ({
      input,
      expected: { tags, prefix: source, command: verb, params },
    }))
    assert.ok(cases.length >= 35)
    assert.deepEqual(await deviations(cases), [
      // Blanks at the end of a text are lost: it is trimmed before it is understood anyway.
      ':coolguy foo bar baz :  asdf quux ',
      ':coolguy PRIVMSG bar :lol :) ',
      ':coolguy foo bar baz :  ',
      // A tag without `=` gets its own name for a value. Twitch writes `=` behind every tag.
      '@a=b;c=32;k;rt=ql7 foo',
      '@c;h=;a=b :quux ab cd',
      '@tag1=value1;tag2;vendor1/tag3=value2;vendor2/tag4= :irc.example.com COMMAND param1 param2 :param3 param3',
      '@tag1=value1;tag2;vendor1/tag3=value2;vendor2/tag4 COMMAND param1 param2 :param3 param3',
    ])
  })

  it('splits lines as go-twitch-irc does where that keeps to the standard', { skip: goTwitch.skip }, async () => {
    interface Case {
      readonly Input: string
      readonly Expected: { tags?: Record<string, string | null>; command: string; params?: string[] }
    }
    const { tests } = JSON.parse(goTwitch.text) as { tests: Case[] }
    const found = await split(tests.map(({ Input }) => Input))
    const wrong = tests.filter(({ Expected }, i) => {
      // go-twitch-irc keeps the blanks behind a last parameter as empty ones; the standard does not.
      const params = (Expected.params ?? []).map((param) => param.trimEnd()).filter(Boolean)
      const got = found[i]?.params.map((param) => param.trimEnd()).filter(Boolean)
      return found[i]?.command !== Expected.command || JSON.stringify(got) !== JSON.stringify(params)
    })
    assert.deepEqual(wrong, [])
  })
})

describe('whom a line is from', () => {
  it('is read as the parser tests of ircdocs do', { skip: userhosts.skip }, () => {
    const { tests } = parse(userhosts.text) as { tests: { source: string; atoms: { nick: string } }[] }
    assert.ok(tests.length >= 7)
    for (const { source, atoms } of tests) assert.equal(nickOf(source), atoms.nick, source)
  })

  it('is nobody where it doesn’t say', () => {
    for (const prefix of [null, '', '!user@host', '@host']) assert.equal(nickOf(prefix), '')
  })
})
