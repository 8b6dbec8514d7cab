/**
 * Makes the pictures of the docs: a show with a simulated crowd, and one frame of it. `npm run pictures`
 * With `--golden`, renews the pictures that the tests compare with instead; with `--marbles`, those that Marble Race is drawn from; with
 * `--panel`, the panel’s alone, which are taken by a browser of a live show and so differ each time.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { findFfmpeg } from '../render/index.ts'
import { drawGolden, encodePng, goldens } from '../tests/helpers/golden.ts'
import { paintMarbles } from './marbles.ts'
import { makePanelPictures } from './panel-pictures.ts'

const main = fileURLToPath(new URL('../server/main.ts', import.meta.url))

function makeGoldens(): void {
  for (const golden of goldens) {
    const file = new URL(`../tests/render/golden/${golden.name}.png`, import.meta.url)
    writeFileSync(file, encodePng(drawGolden(golden), golden.width, golden.height))
  }
}

function makePicture(folder: string, name: string, frame: number, ...flags: string[]): void {
  const video = path.join(folder, `${name}.mkv`)
  const picture = fileURLToPath(new URL(`pictures/${name}.png`, import.meta.url))
  const output = ['--preset', 'lossless', '--output', video, '--fast', '--frames', String(frame + 1)]
  execFileSync(process.execPath, [main, '--chat', 'crowd:300', '--seed', '7', ...output, ...flags], {
    stdio: 'inherit',
  })
  const pick = ['-vf', `select=eq(n\\,${frame})`, '-frames:v', '1', '-update', '1']
  execFileSync(findFfmpeg(process.env), ['-v', 'error', '-y', '-i', video, ...pick, picture])
}

function makeAll(): void {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'chatarcade-pictures-'))
  makePicture(folder, 'colour-tone', 900 + 200)
  makePicture(folder, 'colour-tone-portrait', 900 + 200, '--size', '720x1280')
  makePicture(folder, 'marble-race', 1500, '--game', 'marble-race')
  makePicture(folder, 'pixel-wall', 7200, '--game', 'pixel-wall')
  makePicture(folder, 'vote-chess', 3860, '--game', 'vote-chess', '--set', 'window=10')
  makePicture(folder, 'console', 2100, '--game', 'console')
  rmSync(folder, { recursive: true })
}

if (process.argv.includes('--golden')) makeGoldens()
else if (process.argv.includes('--marbles')) paintMarbles()
else if (process.argv.includes('--panel')) await makePanelPictures()
else makeAll()
