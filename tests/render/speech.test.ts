import assert from 'node:assert/strict'
import { chmodSync, writeFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import type { Stereo } from '../../render/sound/bus.ts'
import { createSpeech, findEspeak, type SpeechOptions } from '../../render/sound/speech.ts'
import { speakable } from '../../render/sound/speech-text.ts'
import { temporaryFolder, until } from '../helpers/arcade.ts'
import { fakeEspeak, isRunning } from '../helpers/espeak.ts'
import { ffmpeg } from '../helpers/media.ts'

const espeak = findEspeak(process.env)
const withEspeak = { skip: espeak === null ? 'espeak-ng is not installed' : false }

function rig(more: Partial<SpeechOptions> = {}) {
  const clips: Stereo[] = []
  const log: string[] = []
  const speech = createSpeech({
    ...{ ffmpeg, sampleRate: 48_000, spoken: (clip) => void clips.push(clip), log: (_level, line) => log.push(line) },
    ...more,
  })
  return { speech, clips, log }
}

describe('speech', () => {
  it('speaks lines in their order, at the show’s sample rate', withEspeak, async () => {
    const { speech, clips } = rig()
    assert.ok(speech.say('One.') && speech.say('This line is a good deal longer than the one before it was.'))
    assert.equal(speech.state, 'speaking')
    await until(() => speech.state === 'ready')
    const [one, long] = clips.map(({ left }) => left.length / 48_000) as [number, number]
    assert.ok(one > 0.3 && one < 1.5 && long > 2 && long < 8, `${one} s, ${long} s`)
    assert.ok(clips.every(({ left }) => left.some((value) => Math.abs(value) > 0.1)))
    await speech[Symbol.asyncDispose]()
  })

  it('takes a line that looks like an option for a line', withEspeak, async () => {
    const { speech, clips, log } = rig()
    speech.say('--version -f /etc/passwd')
    await until(() => speech.state === 'ready')
    assert.deepEqual([clips.length, log.length], [1, 0])
  })

  it('holds eight lines, and drops the oldest of more', withEspeak, async () => {
    const { speech } = rig()
    for (let n = 0; n < 20; n++) speech.say(`line ${n}`)
    assert.deepEqual([speech.waiting, speech.dropped], [8, 11])
    await speech[Symbol.asyncDispose]()
    assert.equal(speech.say('too late'), false)
  })

  it('says nothing where there is no program', () => {
    const { speech } = rig({ program: null })
    assert.deepEqual([speech.say('hello'), speech.state, speech.waiting], [false, 'off', 0])
    assert.equal(findEspeak({ PATH: '/nowhere' }), null)
  })

  it('goes on after a failure, and gives up after three in a row', async () => {
    using folder = temporaryFolder()
    writeFileSync(folder.file('espeak-ng'), '#!/bin/sh\nexit 3\n')
    chmodSync(folder.file('espeak-ng'), 0o755)
    const { speech, clips, log } = rig({ program: findEspeak({ PATH: folder.file('') }) })
    for (let n = 0; n < 5; n++) assert.ok(speech.say(`line ${n}`))
    await until(() => speech.state === 'off')
    await until(() => speech.dropped === 5)
    assert.deepEqual([clips.length, log.length], [0, 3])
    assert.match(log[0] ?? '', /a line was not spoken: Error: espeak-ng ended by code 3/)
    assert.equal(speech.say('again'), false)
  })
})

describe('speech that waits or is stopped', () => {
  it('makes the next line once the one before has been heard', withEspeak, async () => {
    const heard: (() => void)[] = []
    const { speech } = rig({ spoken: () => new Promise<void>((resolve) => heard.push(resolve)) })
    speech.say('One.')
    speech.say('Two.')
    await until(() => heard.length === 1)
    assert.deepEqual([speech.state, speech.waiting], ['speaking', 1])
    heard[0]?.()
    await until(() => heard.length === 2)
    assert.equal(speech.waiting, 0)
    await speech[Symbol.asyncDispose]()
  })

  it('forgets at a hush what waits, what is made and what is heard, and goes on after it', withEspeak, async () => {
    const clips: Stereo[] = []
    const { speech, log } = rig({
      spoken(clip) {
        clips.push(clip)
        return clips.length === 1 ? new Promise<void>(() => {}) : undefined
      },
    })
    for (const line of ['One.', 'Two.', 'Three.']) speech.say(line)
    await until(() => clips.length === 1)
    speech.hush()
    await until(() => speech.state === 'ready')
    assert.deepEqual([speech.waiting, speech.dropped, clips.length], [0, 0, 1])
    speech.say('Four.')
    speech.hush()
    speech.say('Five.')
    await until(() => speech.state === 'ready')
    assert.deepEqual([clips.length, log.length], [2, 0])
  })

  it('ends the program at a hush and at its own end', async () => {
    using fake = fakeEspeak()
    const { speech, log } = rig({ program: fake.program })
    speech.say('One.')
    const first = await until(() => fake.pids()[0])
    assert.ok(isRunning(first))
    speech.hush()
    await until(() => !isRunning(first))
    speech.say('Two.')
    const second = await until(() => fake.pids()[1])
    await speech[Symbol.asyncDispose]()
    await until(() => !isRunning(second))
    assert.deepEqual([log, speech.dropped], [[], 0])
  })
})

describe('what is spoken of a text', () => {
  const examples = {
    'Hello, everybody!': 'Hello, everybody!',
    'see https://example.com/x?y=1 or www.example.com now': 'see or now',
    "<speak>&lt; |x| [[h@l'oU]]": "speak lt; x h l'oU",
    'gooooooooal!!!!!!!!': 'goooal!!!',
    'a\u0000b\u001b[31mc\r\nd': 'a b 31mc d',
    'Ünïcödé und 日本語': 'Ünïcödé und 日本語',
    '😀 🎉 …': '',
    '---': '',
  }
  for (const [text, spoken] of Object.entries(examples))
    it(`${JSON.stringify(text)} is ${JSON.stringify(spoken)}`, () => assert.equal(speakable(text), spoken))

  it('is at most 240 characters of words, cut at a word, and stays as it is when cleaned again', () => {
    assert.equal(speakable('word '.repeat(100)).length, 239)
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        const line = speakable(text)
        assert.ok(line.length <= 240)
        assert.doesNotMatch(line, /[<>&[\]|\\`$"\p{C}]/u)
        assert.equal(speakable(line), line)
      }),
    )
  })
})
