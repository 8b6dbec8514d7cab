/**
 * Makes the pictures of the docs: a show with a simulated crowd, and one frame of it. `npm run pictures`
 * With `--golden`, renews the pictures that the tests compare with instead; with `--marbles`, those that Marble Race is drawn from; with
 * `--panel`, the panel’s alone, which are taken by a browser of a live show and so differ each time.
 */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { democracy, type InputSpec } from '../game/index.ts'
import { loadGame } from '../server/games.ts'
import { testGame } from '../server/testing/test-game.ts'
import { drawGolden, encodePng, goldens } from '../tests/helpers/golden.ts'
import { paintMarbles } from './marbles.ts'
import { makePanelPictures } from './panel-pictures.ts'

function makeGoldens(): void {
  for (const golden of goldens) {
    const file = new URL(`../tests/render/golden/${golden.name}.png`, import.meta.url)
    writeFileSync(file, encodePng(drawGolden(golden), golden.width, golden.height))
  }
}

/** How a show is played until its picture is taken. */
interface Sitting {
  readonly size?: { readonly width: number; readonly height: number }
  readonly input?: InputSpec
}

/** A picture of the game with a crowd of 300, so many seconds after it has begun. */
async function makePicture(name: string, id: string, seconds: number, sitting: Sitting = {}): Promise<void> {
  const { size = { width: 1280, height: 720 }, ...options } = sitting
  const { game, url } = await loadGame(id)
  const folder = fileURLToPath(new URL('.', url))
  await using show = await testGame(game, { seed: 7, crowd: 300, folder, ...options })
  show.seconds(seconds)
  const { rgba, width, height } = show.picture(size)
  writeFileSync(new URL(`pictures/${name}.png`, import.meta.url), encodePng(Buffer.from(rgba), width, height))
}

async function makeAll(): Promise<void> {
  await makePicture('colour-tone', 'colour-tone', 36)
  await makePicture('colour-tone-portrait', 'colour-tone', 36, { size: { width: 720, height: 1280 } })
  await makePicture('marble-race', 'marble-race', 50)
  await makePicture('pixel-wall', 'pixel-wall', 240)
  await makePicture('vote-chess', 'vote-chess', 132, { input: democracy({ seconds: 10 }) })
  await makePicture('console', 'console', 70)
}

if (process.argv.includes('--golden')) makeGoldens()
else if (process.argv.includes('--marbles')) paintMarbles()
else if (process.argv.includes('--panel')) await makePanelPictures()
else await makeAll()
