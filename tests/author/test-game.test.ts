import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, it } from 'node:test'
import { testGame, type TestOptions } from 'chatarcade/testing'
import colourTone from '../../game/bundled/colour-tone/index.ts'
import { anarchy, perPlayer, type Game } from '../../game/index.ts'
import { temporaryFolder } from '../helpers/arcade.ts'

const open = (parts: Partial<Game> = {}, options: TestOptions = {}) =>
  testGame({ ...(colourTone as unknown as Game), ...parts }, options)

describe('a game under test', () => {
  it('hears what is typed by the real parser, and answers it', async () => {
    await using show = await open()
    const red = show.say('ann', '  RED ')
    assert.ok(red.accepted && red.command.label === 'red')
    const wrong = show.say('bob', 'gren')
    assert.ok(!wrong.accepted)
    assert.match(wrong.sentence, /did you mean `green`/)
    assert.equal(show.tick, 2)
  })

  it('filters as on the air: what is said twice within half a second counts once', async () => {
    await using show = await open()
    show.say('ann', 'red')
    assert.deepEqual(
      show.sayAll([['ann', 'red']]).map((said) => !said.accepted && said.code),
      ['repeated'],
    )
    await using patient = await open({}, { filter: { repeatMs: 0 } })
    patient.say('ann', 'red')
    assert.ok(patient.say('ann', 'red').accepted)
  })

  it('votes: the decision enters when the window closes, with its tick', async () => {
    await using show = await open()
    show.sayAll([
      ['ann', 'red'],
      ['bob', 'red'],
      ['cat', 'blue'],
    ])
    assert.equal(show.show.voters, 3)
    show.leave('bob')
    show.say('bob', 'blue')
    show.seconds(10)
    assert.deepEqual(
      show.decisions.map(({ command, tick }) => [command.label, tick]),
      [['blue', 300]],
    )
  })

  it('plays by another input, and says whose each decision is', async () => {
    await using everybody = await open({}, { input: anarchy() })
    everybody.sayAll([
      ['ann', 'red'],
      ['bob', '440'],
    ])
    assert.deepEqual(
      everybody.decisions.map(({ command }) => command.label),
      ['red', '440'],
    )
    await using each = await open({}, { input: perPlayer() })
    each.say('ann', 'red')
    assert.deepEqual(
      each.decisions.map(({ by, player }) => [by, player]),
      [['ann', 'local:ann']],
    )
  })

  it('notes alerts, awards and endings', async () => {
    const step: Game['step'] = (_state, _input, { tick, alert, award, over }) => {
      if (tick !== 2) return
      alert('success', 'done')
      award('local:ann', 'ann', 5)
      over('ann has won')
    }
    await using show = await open({ step })
    show.ticks(3)
    assert.deepEqual(show.alerts, [{ kind: 'success', text: 'done', tick: 2 }])
    assert.deepEqual(show.awards, [{ player: 'local:ann', name: 'ann', points: 5, tick: 2 }])
    assert.deepEqual(show.endings, [{ text: 'ann has won', tick: 2 }])
  })

  it('throws what the game throws, where it was brought about', async () => {
    const boom = () => {
      throw new TypeError('boom')
    }
    await using steps = await open({ step: boom })
    assert.throws(() => steps.ticks(), /boom/)
    await using judges = await open({ judge: boom })
    assert.throws(() => judges.say('ann', 'red'), /boom/)
    await using draws = await open({ draw: boom })
    assert.throws(() => draws.picture(), /boom/)
    await using sounds = await open({ sound: boom })
    assert.throws(() => sounds.listen(0.1), /boom/)
    await assert.rejects(open({ setup: boom }), /boom/)
  })

  it('is the same game with the same seed, also with a crowd', async () => {
    const play = async (seed: number) => {
      await using show = await open({}, { seed, crowd: 20 })
      show.seconds(12)
      return show.hash
    }
    assert.equal(await play(3), await play(3))
    assert.notEqual(await play(3), await play(4))
  })

  it('takes its own settings as a flag has them, and refuses others', async () => {
    await assert.rejects(open({}, { settings: { speed: '3' } }), /there is no setting "speed"/)
  })

  it('is seen as the broadcast shows it, in any shape', async () => {
    await using show = await open({}, { input: anarchy() })
    show.say('ann', 'green')
    show.seconds(2)
    const wide = show.picture({ width: 320, height: 180 })
    assert.deepEqual(wide.pixel(310, 5), [0x2a, 0x9d, 0x3f])
    assert.deepEqual([...wide.png.subarray(1, 4)], [...Buffer.from('PNG')])
    assert.equal(wide.rgba.length, 4 * 320 * 180)
    assert.deepEqual(show.picture({ width: 90, height: 160 }).pixel(88, 2), [0x2a, 0x9d, 0x3f])
    assert.throws(() => wide.pixel(320, 0), RangeError)
  })

  it('is heard: its pitch, and for how long', async () => {
    await using show = await open({}, { input: anarchy() })
    show.say('ann', '660')
    show.seconds(1)
    const heard = show.listen(0.5)
    assert.equal(heard.left.length, 24_000)
    assert.ok(heard.level(660) > 0.1 && heard.level(550) < 0.01, `${heard.level(660)} ${heard.level(550)}`)
    assert.ok(heard.peak > heard.level(660) && heard.peak < 0.84)
  })

  it('needs to know where its files are before they can be seen', async () => {
    await using show = await open({ images: { hero: 'hero.png' } })
    show.ticks()
    assert.throws(() => show.picture(), /import\.meta\.dirname/)
  })
})

describe('a golden file', () => {
  const golden = (value: string | undefined) => {
    const before = process.env['CHATARCADE_GOLDEN']
    const set = (to: string | undefined) => {
      if (to === undefined) delete process.env['CHATARCADE_GOLDEN']
      else process.env['CHATARCADE_GOLDEN'] = to
    }
    set(value)
    return { [Symbol.dispose]: () => set(before) }
  }

  it('is written when that is asked for, matched, and told of when it differs', async () => {
    using folder = temporaryFolder()
    const [png, wav] = [folder.file('deep/start.png'), folder.file('deep/start.wav')]
    const both = async () => {
      await using show = await open({}, { input: anarchy() })
      await show.picture({ width: 160, height: 90 }).shouldMatch(png)
      await show.listen(0.2).shouldMatch(wav)
    }
    {
      using _none = golden(undefined)
      await assert.rejects(both(), /CHATARCADE_GOLDEN=new/)
    }
    {
      using _new = golden('new')
      await both()
    }
    using _compare = golden(undefined)
    await both()
    await using show = await open({}, { input: anarchy() })
    show.say('ann', 'red')
    show.say('bob', '1200')
    show.seconds(2)
    await assert.rejects(show.picture({ width: 160, height: 90 }).shouldMatch(png), /% of the pixels look different/)
    await assert.rejects(show.listen(0.2).shouldMatch(wav), /dB of full scale/)
    await assert.rejects(show.picture({ width: 90, height: 90 }).shouldMatch(png), /90 × 90, and was 160 × 90/)
    assert.ok(existsSync(folder.file('deep/start.actual.png')) && existsSync(folder.file('deep/start.actual.wav')))
    using _all = golden('all')
    await show.picture({ width: 160, height: 90 }).shouldMatch(png)
    assert.ok(!existsSync(folder.file('deep/start.actual.png')))
  })

  it('forgives what no eye sees', async () => {
    using folder = temporaryFolder()
    const file = path.join(folder.path, 'a.png')
    await using one = await open()
    await using other = await open({
      draw(g, state, frame) {
        colourTone.draw(g, state as never, frame)
        g.fillStyle = 'rgba(255, 255, 255, 0.01)'
        g.fillRect(0, 0, 40, 40)
      },
    })
    writeFileSync(file, one.picture().png)
    assert.notDeepEqual(readFileSync(file), Buffer.from(other.picture().png))
    await other.picture().shouldMatch(file)
  })
})
