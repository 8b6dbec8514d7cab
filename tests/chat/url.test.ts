import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ChatError, openChat, parseChatUrl, type ChatOptions } from '../../chat/index.ts'
import { chatOptions } from '../helpers/chat.ts'

function isChatError(code: string, ...parts: string[]) {
  return (error: unknown) => {
    assert.ok(error instanceof ChatError)
    assert.equal(error.code, code)
    for (const part of parts) assert.ok(error.message.includes(part), error.message)
    return true
  }
}

describe('a chat URL', () => {
  it('is one of four kinds', () => {
    const urls = ['local:', 'twitch:Some_Body', 'file:a b/chat.jsonl', 'crowd:500', 'crowd:1?seed=4294967295']
    assert.deepEqual(urls.map(parseChatUrl), [
      { kind: 'local', url: 'local:' },
      { kind: 'twitch', url: 'twitch:Some_Body', channel: 'some_body' },
      { kind: 'file', url: 'file:a b/chat.jsonl', path: 'a b/chat.jsonl' },
      { kind: 'crowd', url: 'crowd:500', viewers: 500, seed: null },
      { kind: 'crowd', url: 'crowd:1?seed=4294967295', viewers: 1, seed: 4294967295 },
    ])
  })

  it('takes a shared chat of Twitch’s where it says so', () => {
    const bob = { kind: 'twitch', channel: 'bob' }
    assert.deepEqual(parseChatUrl('twitch:Bob?shared=yes'), { ...bob, url: 'twitch:Bob?shared=yes', shared: true })
    assert.deepEqual(parseChatUrl('twitch:bob?shared=no'), { ...bob, url: 'twitch:bob?shared=no' })
    for (const text of [
      'twitch:bob?',
      'twitch:bob?shared',
      'twitch:bob?shared=1',
      'twitch:bob?shared=yes&x',
      'twitch:?shared=yes',
    ])
      assert.throws(() => parseChatUrl(text), isChatError('bad-url', JSON.stringify(text)))
  })

  it('is refused with a sentence that names it and the valid choices', () => {
    for (const text of ['', 'foo', 'foo:bar', 'https://twitch.tv/x', 'LOCAL:'])
      assert.throws(
        () => parseChatUrl(text),
        isChatError('bad-url', JSON.stringify(text), 'local:, twitch:CHANNEL, file:PATH.jsonl, crowd:N?seed=S'),
      )
  })

  it('is refused where its own part is wrong', () => {
    const wrong = [
      'local:x',
      'twitch:',
      'twitch:#x',
      'twitch:a b',
      'twitch:x\r\nQUIT',
      `twitch:${'x'.repeat(26)}`,
      'file:',
      'file:\0',
    ]
    for (const text of [
      ...wrong,
      'crowd:',
      'crowd:0',
      'crowd:100001',
      'crowd:1e3',
      'crowd:-5',
      'crowd:5?seed=',
      'crowd:5?seed=4294967296',
      'crowd:5?sed=1',
    ])
      assert.throws(() => parseChatUrl(text), isChatError('bad-url', JSON.stringify(text)))
  })
})

describe('opening chat', () => {
  const refuse = (options: Partial<ChatOptions> & Pick<ChatOptions, 'urls'>, ...expected: [string, ...string[]]) =>
    assert.rejects(openChat(chatOptions(options)), isChatError(...expected))

  it('refuses the same source twice', async () => {
    await refuse({ urls: ['local:', 'local:'] }, 'bad-url', 'twice')
    await refuse({ urls: ['twitch:bob', 'twitch:BOB'] }, 'bad-url', 'twice')
    await refuse({ urls: ['twitch:bob', 'twitch:bob?shared=yes'] }, 'bad-url', 'twice')
  })

  it('refuses Twitch settings that can’t be right, and never repeats the token', async () => {
    const twitch = { username: null, token: null, ircUrl: null }
    const urls = ['twitch:bob']
    await refuse(
      { urls, twitch: { ...twitch, ircUrl: 'http://127.0.0.1' } },
      'bad-setting',
      'http://127.0.0.1',
      'ws://',
    )
    await refuse({ urls, twitch: { ...twitch, ircUrl: '127.0.0.1:80' } }, 'bad-setting', 'ws://')
    await refuse({ urls, twitch: { ...twitch, username: 'a b' } }, 'bad-setting', 'a b')
    await refuse(
      { urls, twitch: { ...twitch, apiUrl: 'ftp://127.0.0.1' } },
      'bad-setting',
      'ftp://127.0.0.1',
      'http://',
    )
    await refuse({ urls, twitch: { ...twitch, clientId: 'a b' } }, 'bad-setting', 'client id')
    for (const url of [
      'ws://us:s3cret@h',
      'http://us:s3cret@h/',
      'ftp://s3cret@h',
      'us:s3cret@h',
      '//us:s3cret@h',
      'us@s3cret',
    ]) {
      const isQuietToo = ({ message }: Error) =>
        message.includes('no user name or password') && !message.includes('s3cret')
      for (const key of ['ircUrl', 'apiUrl'])
        await assert.rejects(openChat(chatOptions({ urls, twitch: { ...twitch, [key]: url } })), isQuietToo)
    }
    const isQuiet = (error: unknown) => error instanceof ChatError && !error.message.includes('s3cret')
    await assert.rejects(openChat(chatOptions({ urls, twitch: { ...twitch, token: 's3cret\r\nQUIT' } })), isQuiet)
  })

  it('leaves nothing open when one of several sources is wrong', async () => {
    const twitch = { username: null, token: null, ircUrl: 'ws://127.0.0.1:9' }
    await refuse({ urls: ['twitch:bob', 'file:/nowhere/chat.jsonl'], twitch }, 'bad-file', '/nowhere/chat.jsonl')
  })
})
