import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { until } from '../helpers/chat.ts'
import { startTwitchIrc } from '../helpers/twitch-irc.ts'
import { joinTwitch, openTwitch } from '../helpers/twitch-source.ts'

describe('the show’s voice in a Twitch channel', () => {
  it('is none without a login', async () => {
    await using irc = await startTwitchIrc()
    await using source = await joinTwitch(irc)
    assert.equal(source.voice, null)
  })

  it('says lines, once it is logged in and in the channel', async () => {
    await using irc = await startTwitchIrc()
    await using source = openTwitch(irc.url, { settings: { username: 'Arcade', token: 's3cr3t' } })
    assert.equal(source.voice?.isReady, false)
    source.voice.say('too early, and lost')
    await until('it is ready', () => source.voice?.isReady === true)
    assert.equal(source.voice.isModerator, false)
    source.voice.say('red won with 7 of 12 votes 🎉')
    await until('it has come', () => irc.received.includes('PRIVMSG #bob :red won with 7 of 12 votes 🎉'))
    assert.ok(!irc.received.some((line) => line.includes('too early')))
  })

  it('knows that it is a moderator’s, or the channel’s own', async () => {
    await using irc = await startTwitchIrc({ moderators: ['arcade'] })
    await using moderator = await joinTwitch(irc, { settings: { username: 'arcade', token: 's3cr3t' } })
    assert.equal(moderator.voice?.isModerator, true)
    irc.sendLine('@badges=;mod=0;user-type= :tmi.twitch.tv USERSTATE #bob')
    await until('it is told otherwise', () => moderator.voice?.isModerator === false)
    irc.sendLine('@badges=lead_moderator/1;mod=0;user-type= :tmi.twitch.tv USERSTATE #bob')
    await until('it is told so again', () => moderator.voice?.isModerator === true)
    await using own = await joinTwitch(irc, { settings: { token: 's3cr3t' } })
    assert.equal(own.voice?.isModerator, true)
  })

  it('refuses what would be more than a line of text', async () => {
    await using irc = await startTwitchIrc()
    await using source = await joinTwitch(irc, { settings: { token: 's3cr3t' } })
    const voice = source.voice
    for (const line of ['a\r\nQUIT', 'a\nb', 'a\0b', '/ban bob', '.ban bob', '  /ban bob', 'x'.repeat(501)])
      assert.throws(() => voice?.say(line), TypeError)
    voice?.say('🎉'.repeat(500))
    await until('it has come', () => irc.received.includes(`PRIVMSG #bob :${'🎉'.repeat(500)}`))
    assert.ok(!irc.received.some((line) => line.includes('QUIT') || line.includes('ban')))
  })

  it('is lost with its link, without a word, and comes back with the next', async () => {
    await using irc = await startTwitchIrc()
    await using source = await joinTwitch(irc, { settings: { token: 's3cr3t' } })
    irc.drop()
    source.voice?.say('into the void')
    await until('the link is gone', () => source.voice?.isReady === false)
    source.voice?.say('into the void')
    await until('it is back', () => source.voice?.isReady === true)
  })
})
