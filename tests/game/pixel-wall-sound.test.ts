import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import pixelWall from '../../game/bundled/pixel-wall/index.ts'
import { beatTicks } from '../../game/bundled/pixel-wall/traces.ts'
import { createMatch, createRandom, type NoteOptions, type Synth } from '../../game/index.ts'
import { createParser } from '../../chat/parse.ts'
import { parseFps } from '../../render/clock.ts'
import { toPcm16 } from '../../render/sound/pcm.ts'
import { createSound } from '../../render/sound/sound.ts'
import { measureLoudness } from '../helpers/loudness.ts'

const parse = createParser(pixelWall)

/** Ticks of a wall on which so many people paint, each about every six seconds. */
function* ticks(people: number, seconds: number) {
  const match = createMatch(pixelWall, 7)
  const random = createRandom(3, 'crowd')
  for (let tick = 0; tick < seconds * 30; tick++) {
    const players = Array.from({ length: people }, (_, i) => `t:${i}`).filter(() => random.next() < 1 / 180)
    match.step(
      players.flatMap((player) => {
        const outcome = parse(pixelWall.bot!(match.state.game, random) ?? '')
        return outcome.accepted ? [{ command: outcome.command, by: player, player, team: null }] : []
      }),
    )
    yield match
  }
}

describe('the sound of the Pixel Wall', () => {
  for (const people of [0, 30, 300])
    it(`is as loud as platforms want it, and never too high, when ${people} people paint`, async (t) => {
      function* minutes() {
        const sound = createSound({
          ...{ sampleRate: 48_000, fps: parseFps('30'), tickRate: 30, gainDb: pixelWall.soundGainDb ?? 0 },
        })
        for (const { tick, state } of ticks(people, 60)) {
          const frame = sound.begin(tick - 1, tick)
          pixelWall.sound(sound.synth, state.game, frame)
          const { left, right } = sound.take()
          yield new Uint8Array(toPcm16(left, right))
        }
      }
      const { lufs, truePeak } = await measureLoudness(minutes(), 48_000)
      t.diagnostic(`${lufs} LUFS, ${truePeak} dBTP`)
      assert.ok(Math.abs(lufs + 16) <= 1, `${lufs} LUFS`)
      assert.ok(truePeak <= -1, `${truePeak} dBTP`)
    })

  it('plays notes on the beat, two of them at most, from where they were painted', () => {
    const heard = new Map<number, Set<string>>()
    const synth = {
      tone() {},
      note(key: string, { atTick, pan, hz }: NoteOptions) {
        heard.set(atTick, (heard.get(atTick) ?? new Set()).add(key))
        assert.ok(Math.abs(pan ?? 0) <= 0.8 && hz > 100 && hz < 2000)
      },
    }
    for (const { tick, state } of ticks(300, 10))
      pixelWall.sound(synth as unknown as Synth, state.game, {
        number: tick,
        tick,
        tickRate: 30,
        samples: 1600,
        sampleRate: 48_000,
      })
    assert.ok(heard.size > 20)
    for (const [atTick, keys] of heard) assert.ok(atTick % beatTicks === 0 && keys.size <= 2)
  })
})
