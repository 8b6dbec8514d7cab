import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, test } from 'node:test'
import { Client } from '@colyseus/sdk'
import { readTime } from '../../server/replay.ts'
import { runArcade, startArcade, temporaryFolder, until } from '../helpers/arcade.ts'
import { decodeSound, pictureHashes, probe } from '../helpers/media.ts'

const lossless = ['--preset', 'lossless']
const small = ['--size', '320x180']

/** Makes a show as fast as it goes, and its journal. */
async function record(folder: { file(name: string): string }, ...more: string[]) {
  const [video, journal] = [folder.file('show.mkv'), folder.file('show.jsonl')]
  const args = ['--chat', 'crowd:200', ...lossless, ...small, '--output', video, '--journal', journal, '--fast']
  const result = await runArcade([...args, '--seed', '11', '--frames', '420', ...more])
  assert.equal(result.code, 0, result.stderr)
  return { video, journal }
}

describe('a replay', { concurrency: true }, () => {
  test('has the pixels and the samples of the show, and any part of it has those of that part', async () => {
    using folder = temporaryFolder()
    const { video, journal } = await record(folder, '--set', 'window=4')
    const again = folder.file('again.mkv')
    const whole = await runArcade(['replay', journal, ...lossless, '--output', again])
    assert.equal(whole.code, 0, whole.stderr)
    assert.match(whole.stdout, /420 frames, 00:00:14, .*the state was as it was at all \d checks/)
    const hashes = await pictureHashes(video)
    assert.equal(hashes.length, 420)
    assert.deepEqual(await pictureHashes(again), hashes)
    const [sound, heard] = [await decodeSound(video), await decodeSound(again)]
    assert.deepEqual(heard, sound)

    const part = folder.file('part.mkv')
    const times = ['--from', '00:00:07', '--to', '9.5']
    const result = await runArcade(['replay', journal, ...lossless, '--output', part, ...times])
    assert.equal(result.code, 0, result.stderr)
    assert.deepEqual(await pictureHashes(part), hashes.slice(210, 285))
    const { left } = await decodeSound(part)
    assert.equal(left.length, 75 * 1600)
    const loudness = (samples: Float64Array) => Math.hypot(...samples) / Math.sqrt(samples.length)
    for (let n = 0; n < 75; n++) {
      const [now, then] = [left, sound.left.subarray(210 * 1600)].map((all) =>
        loudness(all.subarray(n * 1600, (n + 1) * 1600)),
      ) as [number, number]
      // A held tone may be at another point of its wave.
      assert.ok(now > 0.5 * then && now < 2 * then, `frame ${n} is as loud as ${now}, and was as loud as ${then}`)
    }
  })

  test('in another shape and at another rate has the layout for it, and lasts as long', async () => {
    using folder = temporaryFolder()
    const { journal } = await record(folder)
    const upright = folder.file('upright.mkv')
    const format = ['--size', '180x320', '--fps', '60000/1001']
    const result = await runArcade(['replay', journal, ...lossless, '--output', upright, ...format])
    assert.equal(result.code, 0, result.stderr)
    const { video, frames } = await probe(upright)
    assert.match(video, /180x320/)
    assert.equal(frames.length, Math.floor((420 / 30) * (60_000 / 1001)))
  })

  test('of a journal that was tampered with stops at the first hash that differs', async () => {
    using folder = temporaryFolder()
    const { journal } = await record(folder)
    const lines = readFileSync(journal, 'utf8').split('\n')
    // All that was said in the second window is taken away.
    const tampered = lines.filter((line) => {
      const { tick, items } = JSON.parse(line || '{}') as { tick?: number; items?: unknown }
      return tick === undefined || items === undefined || tick <= 300
    })
    writeFileSync(journal, tampered.join('\n'))
    const result = await runArcade(['replay', journal, '--output', 'null:'])
    assert.equal(result.code, 1)
    assert.match(result.stderr, /differs at tick \d+, and was the same until tick 300/)
  })

  test('of a show whose ticks were late at its end repeats the last picture, as the broadcast did', async () => {
    using folder = temporaryFolder()
    const { video, journal } = await record(folder, '--frames', '30')
    const text = readFileSync(journal, 'utf8')
    // A fast show is ahead of its pictures with its ticks.
    const shown = Number(/"tick":(\d+),"hash":"\w+","end"/.exec(text)?.[1]) + 1
    writeFileSync(journal, text.replace('"end":{"frames":30}', `"end":{"frames":${shown + 20}}`))
    const again = folder.file('again.mkv')
    const result = await runArcade(['replay', journal, ...lossless, '--output', again])
    assert.equal(result.code, 0, result.stderr)
    assert.match(result.stdout, new RegExp(`^ {2}${shown + 20} frames`, 'm'))
    const [hashes, replayed] = [await pictureHashes(video), await pictureHashes(again)]
    assert.deepEqual(replayed.slice(0, 30), hashes)
    assert.equal(replayed.length, shown + 20)
    assert.deepEqual(new Set(replayed.slice(shown - 1)).size, 1)
    const [{ left: sound }, { left: heard }] = [await decodeSound(video), await decodeSound(again)]
    assert.deepEqual([heard.length, heard.subarray(0, sound.length)], [(shown + 20) * 1600, sound])
  })

  test('says that the game has changed, and that it is none of this program', async () => {
    using folder = temporaryFolder()
    const { journal } = await record(folder, '--frames', '30')
    const text = readFileSync(journal, 'utf8')
    writeFileSync(journal, text.replace(/"sources":"\w+"/, '"sources":"another"'))
    const changed = await runArcade(['replay', journal, '--output', 'null:'])
    assert.equal(changed.code, 0, changed.stderr)
    assert.match(changed.stderr, /colour-tone has changed since this show/)
    writeFileSync(journal, text.replace('"game":"colour-tone"', '"game":"../../x"'))
    const unknown = await runArcade(['replay', journal, '--output', 'null:'])
    assert.equal(unknown.code, 2)
    assert.match(unknown.stderr, /game is "\.\.\/\.\.\/x", and must be one of/)
  })

  test('is refused in a sentence where it can’t be made', async () => {
    using folder = temporaryFolder()
    const { journal } = await record(folder, '--frames', '30')
    for (const [args, why] of [
      [[], /replay needs a session or the file of a journal/],
      [['nothing', '--output', 'null:'], /"nothing" is neither a session nor a file/],
      [[journal], /replay needs --output/],
      [[journal, '--output', 'rtmp://127.0.0.1/live/aKey'], /is a live one, and a replay makes files/],
      [[journal, '--output', 'null:', '--from', '9'], /from is later than the end of the show, which is 1\.0 s long/],
      [[journal, '--output', 'null:', '--from', '5', '--to', '4'], /to is "4", and must be later than from/],
      [[journal, journal, '--output', 'null:'], /one word too many/],
    ] as const) {
      const result = await runArcade(['replay', ...args, '--data', folder.path])
      assert.equal(result.code, 2, result.stderr)
      assert.match(result.stderr, why)
    }
  })

  test('takes times as a clock shows them, or in seconds', () => {
    assert.equal(readTime('from', '00:12:30'), 750)
    assert.equal(readTime('from', '1:02.5'), 62.5)
    assert.equal(readTime('from', '750'), 750)
    for (const wrong of ['', '-1', '1:60', '1:2:3:4', '1e3', '0x10', 'Infinity', ':'])
      assert.throws(() => readTime('to', wrong), /must be a time of the show/, wrong)
  })
})

describe('a live show with a page', () => {
  test('is a session, also when it is killed, and a replay shows what was on the air', async () => {
    using folder = temporaryFolder()
    const video = folder.file('live.mkv')
    const show = [...lossless, ...small, '--output', video, '--data', folder.path, '--speech', 'off']
    // Calm enough for flashes not to be held back: how they are hangs on the pictures that were late.
    const calm = ['--set', 'input=democracy', '--set', 'window=2']
    await using arcade = await startArcade(['--chat', 'local:', '--chat', 'crowd:100', ...show, ...calm])
    const room = await new Client(arcade.url).joinOrCreate('arcade')
    for (const text of ['red', '440', 'blue']) {
      const { accepted } = (await arcade.status()).chat
      room.send('chat', { name: 'Ann', text })
      await until(async () => (await arcade.status()).chat.accepted > accepted)
    }
    await until(async () => (await arcade.status()).stream.frames.written > 90, 30_000)
    await arcade.stop('SIGKILL')

    const listed = await runArcade(['sessions', '--data', folder.path])
    const [, id = ''] = /^ {2}([0-9-]+) +colour-tone .* broke off/m.exec(listed.stdout) ?? []
    const file = path.join(folder.path, 'sessions', `${id}.jsonl`)
    assert.match(readFileSync(file, 'utf8'), /"source":"local:".*"user":"Ann".*"text":"red"/)
    const again = folder.file('again.mkv')
    const result = await runArcade(['replay', id, '--data', folder.path, ...lossless, '--output', again])
    assert.equal(result.code, 0, result.stderr)
    const [live, replayed] = [await pictureHashes(video), await pictureHashes(again)]
    assert.ok(live.length > 60)
    // On the air a picture that was late has the one before it in its place, and before the first one it is black.
    const first = live.findIndex((hash) => replayed.includes(hash))
    assert.ok(first >= 0 && new Set(live.slice(0, first)).size <= 1)
    let from = 0
    for (const [n, hash] of live.slice(0, replayed.length).entries()) {
      if (n < first) continue
      const at = replayed.indexOf(hash, from)
      assert.ok(at >= from && at <= n, `frame ${n} is frame ${at} of the replay, and ${from} came before it`)
      from = at
    }
    assert.ok(new Set(live).size > 20)
  })

  test('that is stopped has ended well', async () => {
    using folder = temporaryFolder()
    const data = ['--data', folder.path]
    await using arcade = await startArcade(['--chat', 'crowd:20', ...small, '--output', 'null:', ...data])
    await until(async () => (await arcade.status()).stream.frames.written > 30)
    assert.equal(await arcade.stop('SIGTERM'), 0)
    const { stdout } = await runArcade(['sessions', ...data])
    assert.match(stdout, /^ {2}[0-9-]+ +colour-tone .* 320x180 30 .* ended$/m)
    const [id = ''] = /[0-9]{8}-[0-9]{6}/.exec(stdout) ?? []
    const result = await runArcade(['replay', id, ...data, '--output', 'null:'])
    assert.equal(result.code, 0, result.stderr)
    const text = /(\d+) frames and/.exec(arcade.text.stdout)?.[1]
    assert.match(result.stdout, new RegExp(`^ {2}${text} frames`, 'm'))
  })
})
