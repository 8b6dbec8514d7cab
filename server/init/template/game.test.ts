import assert from 'node:assert/strict'
import { test } from 'node:test'
import { midi } from 'chatarcade'
import { checkGame, testGame } from 'chatarcade/testing'
import game from './game.ts'

test('the crowd flies the balloon where most want it to go', async () => {
  await using show = await testGame(game)
  const { x, y } = show.state
  show.say('ann', 'up')
  show.say('bob', 'up')
  show.say('cat', 'left')
  show.seconds(4)
  assert.deepEqual([show.state.x, show.state.y], [x, y - 1])
})

test('a star that is reached is heard, and another one comes', async () => {
  await using show = await testGame(game)
  let chime = 0
  while (show.state.stars === 0 && show.tick < 10_000) {
    assert.ok(chime < 0.004)
    const { x, y, starX, starY } = show.state
    show.say('ann', x < starX ? 'right' : x > starX ? 'left' : y < starY ? 'down' : 'up')
    chime = show.listen(4).level(midi(88))
  }
  assert.equal(show.score(), 'the balloon has caught 1 star')
  assert.ok(chime > 0.02)
})

test('a word that is none is answered', async () => {
  await using show = await testGame(game)
  const said = show.say('ann', 'rihgt')
  assert.ok(!said.accepted && said.sentence.includes('did you mean'))
})

// Random words, the same seed twice, a save in the middle, pictures of two shapes: what every game must bear.
test('the game bears whatever is typed', () => checkGame(game))
