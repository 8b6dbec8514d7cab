import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { temporaryFolder, until } from '../helpers/arcade.ts'
import { goOnAir } from '../helpers/on-air.ts'
import { ownGame } from '../helpers/own-game.ts'

describe('a game on the air', { timeout: 120_000 }, () => {
  it('that never returns from a late sound is told of with its line, drawn anew, and then behind a slate until it is mended', async () => {
    using folder = temporaryFolder()
    using own = ownGame({ sound: 'if (state.ticks > 60) for (;;);' })
    await using air = await goOnAir({ game: own.file, output: ['null:'], data: folder.file('data') })
    const { show, lines } = air
    await until(() => show.stage.match.state.show.slate === 'break', 60_000)
    const told = lines.filter((line) => line.includes('has not come to its end'))
    assert.equal(told.length, 2, lines.join('\n'))
    for (const line of told)
      assert.match(line, /^(?:warn|error) own-game: .*index\.ts:22:\d+: sound has not come to its end for 1 s\./)
    assert.match(told[0] ?? '', /^warn .*\. It is drawn anew\.$/)
    assert.match(told[1] ?? '', /^error .*\. The show goes on behind a slate/)
    assert.equal(show.author?.error?.line, 22)
    assert.equal(show.author?.error?.file, own.file)
    own.save()
    await until(() => show.author?.error === null && show.stage.match.state.show.slate === '', 60_000)
    await air.ticks(show.tick + 10)
  })

  it('whose still throws is drawn all the same, and that is told of still', async () => {
    using folder = temporaryFolder()
    using own = ownGame({
      draw: "if (state.ticks > 70) throw new Error('drawn')",
      more: 'still(state) { if (state.ticks > 50) return state.no.where; return null },',
    })
    await using air = await goOnAir({ game: own.file, output: ['null:'], data: folder.file('data') })
    const { lines } = air
    await until(() => lines.some((line) => line.includes('draw threw')), 60_000)
    assert.ok(
      lines.some((line) => /^warn own-game: still threw \(1 times so far\) TypeError.* at index\.ts:24:/.test(line)),
    )
    assert.ok(lines.every((line) => !/draw threw .*TypeError/.test(line)))
  })
})
