import assert from 'node:assert/strict'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Game, Standing } from '../../game/index.ts'
import { generalSettings, readConfig } from '../../server/config.ts'
import { readTwitch } from '../../server/environment.ts'
import { readGameSettings, settingLines } from '../../server/game-settings.ts'
import { headerOf } from '../../server/journal/header.ts'
import { openJournal } from '../../server/journal/writer.ts'
import { makePlan, type Plan } from '../../server/plan.ts'
import { planReplay } from '../../server/replay.ts'
import { openStage } from '../../server/stage.ts'
import { gamesText } from '../../server/terminal.ts'
import { temporaryFolder } from '../helpers/arcade.ts'
import cartridge from '../helpers/games/cartridge.ts'
import { silentLog } from '../helpers/journal.ts'

const game = fileURLToPath(new URL('../helpers/games/cartridge.ts', import.meta.url))

const read = (set: Record<string, unknown>) => readGameSettings(cartridge, set, generalSettings)

/** As of a show of that game: to load it by its path takes seconds, since such a game is tried out first. */
async function planOf(set: Record<string, unknown>): Promise<Plan> {
  const plan = await makePlan(readConfig([{ chat: 'local:', output: 'null:', fast: true }]), readTwitch({}))
  const { values, written } = read(set)
  return { ...plan, game: cartridge as object as Game, gameUrl: pathToFileURL(game).href, settings: values, written }
}

/** How high the tone is before the first tick, which setup says. */
async function toneOf(plan: Plan): Promise<number> {
  await using stage = await openStage(plan, silentLog)
  return (stage.match.state.game as unknown as { hz: number }).hz
}

describe('a game’s own settings', () => {
  test('are texts and files, and reach its setup with the leader board', async () => {
    using folder = temporaryFolder()
    writeFileSync(folder.file('a.rom'), Uint8Array.of(7, 8, 9))
    const plan = await planOf({ lives: 5, rom: folder.file('a.rom') })
    assert.deepEqual(plan.settings, { lives: 5, mood: 'calm', rom: Uint8Array.of(7, 8, 9) })
    assert.equal(await toneOf(plan), 507)
    const standings: Standing[] = [{ player: 'twitch:1', name: 'Ann', points: 1000 }]
    assert.equal(await toneOf({ ...plan, standings }), 1507)
    assert.equal(await toneOf(await planOf({})), 300)
  })

  test('are refused with a sentence that says what they may be', async () => {
    using folder = temporaryFolder()
    writeFileSync(folder.file('large'), Buffer.alloc(4 * 2 ** 20 + 1))
    const cases: readonly (readonly [Record<string, unknown>, RegExp])[] = [
      [
        { lifes: '3' },
        /^there is no setting "lifes"; the settings are input, .*early, and of cartridge: lives, mood, rom$/,
      ],
      [{ lives: '10' }, /^set\.lives is "10", and must be a whole number from 1 to 9$/],
      [{ mood: 'sad' }, /^set\.mood is "sad", and must be calm or wild$/],
      [{ mood: ['calm'] }, /^set\.mood is \["calm"\], and must be a text/],
      [{ rom: '/no/such/file' }, /^set\.rom is "\/no\/such\/file", which can't be read: ENOENT/],
      [{ rom: '/' }, /^set\.rom is "\/", which can't be read: EISDIR/],
      [{ rom: folder.file('large') }, /which has 4194305 bytes, and at most 4194304 are read$/],
      [{ constructor: '1' }, /^there is no setting "constructor"/],
    ]
    for (const [set, sentence] of cases) assert.throws(() => read(set), { code: 'bad-config', message: sentence })
    await assert.rejects(
      makePlan(readConfig([{ set: { lives: '1' } }]), readTwitch({})),
      /^ServerError: there is no setting "lives"; the settings are input, window, grace, quorum, early$/,
    )
  })

  test('are listed with the games', () => {
    assert.deepEqual(
      settingLines(cartridge).map(({ key, usual }) => `${key}=${usual}`),
      ['lives=3', 'mood=calm', 'rom=a file'],
    )
    assert.match(
      gamesText([cartridge]),
      /^cartridge .*\n {2}--set lives=3 +how often you may lose\n {2}--set mood=calm\n/,
    )
  })

  test('are in the journal, a file by its name and a hash, and a replay has them again', async () => {
    using folder = temporaryFolder()
    const [rom, journal] = [folder.file('a.rom'), folder.file('show.jsonl')]
    writeFileSync(rom, Uint8Array.of(7))
    const standings: Standing[] = [{ player: 'twitch:1', name: 'Ann', points: 40 }]
    const plan = { ...(await planOf({ lives: '2', rom })), standings }
    const written = openJournal(journal, {
      header: headerOf(plan, 0),
      maxWaitMs: 1000,
      maxBytes: null,
      warn: assert.fail,
    })
    await written.close(30, 'x', { frames: 30 })
    const header = JSON.parse(readFileSync(journal, 'utf8').split('\n')[0] ?? '') as Record<string, unknown>
    const sha256 = 'ca358758f6d27e6cf45272937977a748fd88391db679ceda7dc7bf1f005ee879'
    assert.deepEqual([header['settings'], header['files']], [{ lives: '2' }, { rom: { name: rom, sha256 } }])

    const replay = async (flags: object) => {
      const again = await planReplay(
        { operand: journal, flags: { output: 'null:', game, ...flags }, own: {}, usual: {} },
        () => {},
      )
      await again.reader[Symbol.asyncDispose]()
      return await toneOf(again)
    }
    renameSync(rom, folder.file('b.rom'))
    assert.equal(await replay({ set: { rom: folder.file('b.rom') } }), 247)
    writeFileSync(rom, Uint8Array.of(8))
    await assert.rejects(replay({}), /a\.rom is not the file that the game was given then; .*--set rom=FILE$/)
  })
})
