import assert from 'node:assert/strict'
import { it } from 'node:test'
import game from '../../game/bundled/vote-chess/index.ts'
import { createMatch, createRandom } from '../../game/index.ts'
import { createSound } from '../../render/browser.ts'
import { toPcm16 } from '../../render/sound/pcm.ts'
import { measureLoudness } from '../helpers/loudness.ts'
import { typed } from '../helpers/vote-chess.ts'

/** Five minutes at 20 frames and ticks a second, in which the crowd moves every two seconds, plays to the end and begins anew. */
function* minutes() {
  const match = createMatch(game, 3)
  const random = createRandom(1, 'crowd')
  const show = { fps: { num: 20, den: 1 }, sampleRate: 48_000, tickRate: 20 }
  const sound = createSound({ ...show, gainDb: game.soundGainDb ?? 0 })
  for (let n = 0; n < 6000; n++) {
    const text = n % 40 === 0 ? game.bot?.(match.state.game, random) : null
    match.step(text ? [typed(text)] : [])
    game.sound(sound.synth, match.state.game, sound.begin(n, match.tick))
    const { left, right } = sound.take()
    yield new Uint8Array(toPcm16(left, right))
  }
}

it('five minutes of Vote Chess are as loud as platforms want them, and never too high', async (t) => {
  const { lufs, truePeak } = await measureLoudness(minutes(), 48_000)
  t.diagnostic(`${lufs} LUFS, ${truePeak} dBTP`)
  assert.ok(Math.abs(lufs + 16) <= 1, `${lufs} LUFS`)
  assert.ok(truePeak <= -1, `${truePeak} dBTP`)
})
