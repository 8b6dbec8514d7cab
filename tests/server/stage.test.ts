import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { describe, it } from 'node:test'
import { pino } from 'pino'
import { defaultFilterSettings, type FilterSettings } from '../../chat/index.ts'
import { rules } from '../../game/bundled/colour-tone/rules.ts'
import { anarchy, hasLayer, type Game } from '../../game/index.ts'
import { openStage, type Stage } from '../../server/stage.ts'

const moderator = ['moderator']

interface Line {
  readonly atMs: number
  readonly [key: string]: unknown
}

const said = (atMs: number, text: string, more: object = {}): Line => ({
  ...{ atMs, userId: 'ann', user: 'ann', text },
  ...more,
})

/** Plays a recorded chat on a stage, tick by tick. */
async function play(
  lines: readonly Line[],
  each: (stage: Stage, tick: number, patch: Uint8Array) => void,
  { ticks = 60, game = rules, filter = {} }: { ticks?: number; game?: object; filter?: Partial<FilterSettings> } = {},
): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'chatarcade-stage-'))
  const file = path.join(folder, 'chat.jsonl')
  writeFileSync(file, lines.map((line) => JSON.stringify(line)).join('\n'))
  const twitch = { username: null, token: null, ircUrl: null }
  const settings = { ...defaultFilterSettings, ...filter }
  try {
    await using stage = await openStage(
      {
        ...{ game: game as Game, seed: 1, input: anarchy(), window: {}, filter: settings, replies: [] },
        ...{ chat: [`file:${file}`], twitch: twitch as never },
      },
      pino({ level: 'silent' }),
    )
    for (let tick = 1; tick <= ticks; tick++) each(stage, tick, stage.step().patch)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe('the stage', () => {
  it('shows names in their colours, and what was refused with the reason', async () => {
    const lines = [said(0, 'red', { colour: '#1e90ff' }), said(500, 'gren', { userId: 'bo', user: 'bo' })]
    await play(lines, ({ match }, tick) => {
      if (tick !== 60) return
      const shown = Array.from(match.state.show.feed, ({ name, label, reason, colour }) => ({
        name,
        label,
        reason,
        colour,
      }))
      assert.deepEqual(shown, [
        { name: 'ann', label: 'red', reason: '', colour: '#1e90ff' },
        { name: 'bo', label: '', reason: '“gren”: did you mean “green”?', colour: '' },
      ])
    })
  })

  it('shows at most two refusals a second, no talk, and no term that must not be shown', async () => {
    const lines = Array.from({ length: 100 }, (_, i) => said(i * 40, 'gren', { userId: `u${i}`, user: `u${i}` }))
    const talk = Array.from({ length: 50 }, (_, i) => said(i * 40, 'hello there', { userId: `t${i}` }))
    const seen = new Map<string, number>()
    await play(
      [...lines, ...talk].sort((a, b) => a.atMs - b.atMs),
      ({ match }) => {
        for (const { name, tick } of match.state.show.feed) seen.set(name, tick)
      },
      { ticks: 90 },
    )
    assert.equal(seen.size, 6)
    for (const tick of seen.values())
      assert.ok([...seen.values()].filter((other) => other >= tick && other < tick + 30).length <= 2)
    await play(
      [said(0, 'orangy')],
      ({ match }, tick) => {
        if (tick === 60) assert.match(match.state.show.feed[0]?.reason ?? '', /“\*{6}”/)
      },
      { filter: { blocked: ['orangy'] } },
    )
  })

  it('takes a refusal off the screen with its author', async () => {
    const lines = [said(0, 'gren'), { type: 'user-banned', atMs: 1000, userId: 'ann' }]
    await play(lines, ({ match }, tick) => {
      if (tick === 20) assert.equal(match.state.show.feed.length, 1)
      if (tick === 60) assert.equal(match.state.show.feed.length, 0)
    })
  })

  it('lets moderators show and hide layers, and put up a slate; nobody else', async () => {
    const by = { badges: moderator }
    const lines = [
      said(0, '!layer feed', by),
      said(400, '!slate break', by),
      said(800, '!layer feed', by),
      said(1200, '!slate off', by),
      said(1300, '!slate panic', { userId: 'bo' }),
      said(1300, '!layer vote', { userId: 'bo' }),
    ]
    await play(lines, ({ match: { state } }, tick) => {
      const { show } = state
      if (tick === 6) assert.deepEqual([hasLayer(show, 'feed'), hasLayer(show, 'vote'), show.slate], [false, true, ''])
      if (tick === 18) assert.deepEqual([hasLayer(show, 'feed'), show.slate], [false, 'break'])
      if (tick === 30) assert.deepEqual([hasLayer(show, 'feed'), show.slate], [true, 'break'])
      if (tick === 60) assert.deepEqual([hasLayer(show, 'vote'), show.slate], [true, ''])
    })
  })

  it('shows the text of a slate, at most 200 units of it, and none of it afterwards', async () => {
    const by = { badges: moderator }
    const lines = [
      said(0, '!slate soon We begin at 20:00', by),
      said(500, `!slate break ${'x'.repeat(300)}`, by),
      said(1000, '!slate soon', by),
      said(1500, '!slate off', by),
    ]
    const texts = new Map<number, string>()
    await play(lines, ({ match }, tick) => {
      texts.set(tick, match.state.show.slateText)
    })
    assert.deepEqual(
      [5, 20, 35, 50].map((tick) => texts.get(tick)),
      ['We begin at 20:00', 'x'.repeat(200), '', ''],
    )
  })

  it('tells everybody when a moderator changes how the crowd plays', async () => {
    await play([said(500, '!mode queue', { badges: moderator })], ({ match }, tick) => {
      const { kind, text } = match.state.show.alert
      if (tick === 10) assert.equal(kind, '')
      if (tick === 20) assert.deepEqual([kind, text], ['info', 'new rules: commands act in turn'])
    })
  })

  it('tells what a game has to tell, masked and in turn, and once that a game failed', async () => {
    const step: Game['step'] = (_state, _input, ctx) => {
      if (ctx.tick === 3) ctx.alert('success', 'the orangy crowd won')
      if (ctx.tick === 4) throw new Error('boom')
      if (ctx.tick > 4 && ctx.tick % 2 === 0) throw Object.create(null)
    }
    const shown: string[] = []
    await play(
      [],
      ({ match }) => {
        const { kind, text } = match.state.show.alert
        if (kind !== '' && shown.at(-1) !== `${kind} ${text}`) shown.push(`${kind} ${text}`)
      },
      { ticks: 600, game: { ...rules, step }, filter: { blocked: ['orangy'] } },
    )
    assert.deepEqual(shown, ['success the ****** crowd won', 'error the game lost a move'])
  })

  it('tells what moderators say, cleaned and cut, and nothing with a term that must not be shown', async () => {
    const mod = { badges: moderator, userId: 'mo', user: 'M\u202eo' }
    const lines = [
      said(0, '!say nobody hears this'),
      said(100, '!say orangy!', mod),
      said(200, `!SAY  Hello\u202e to   all ${'x'.repeat(300)}`, mod),
    ]
    await play(
      lines,
      ({ match, chat, alerts }, tick) => {
        const { alert } = match.state.show
        if (tick === 5) assert.deepEqual([alert.kind, alerts.waiting], ['', 0])
        if (tick !== 10) return
        assert.deepEqual([alert.kind, alert.name, alert.isSaid], ['info', 'Mo', true])
        assert.match(alert.text, /^Hello to all x{107}…$/)
        assert.deepEqual(chat.counts.rejected, { 'not-allowed': 1, blocked: 1 })
      },
      { filter: { blocked: ['orangy'] } },
    )
  })

  it('says how the show runs: paused before recovering before slow before overloaded before delayed', async () => {
    await play([], (stage, tick) => {
      const { show } = stage.match.state
      if (tick === 1) assert.equal(show.status, 'live')
      if (tick === 1) stage.report({ delaySeconds: 12 })
      if (tick === 2) assert.deepEqual([show.status, show.delaySeconds], ['delayed', 12])
      if (tick === 2) stage.report({ isSlow: true })
      if (tick === 3) assert.equal(show.status, 'slow')
      if (tick === 3) stage.report({ isRecovering: true })
      if (tick === 4) assert.equal(show.status, 'recovering')
      if (tick === 4) stage.report({ isPaused: true })
      if (tick === 5) assert.equal(show.status, 'paused')
      if (tick === 5) stage.report({ isPaused: false, isRecovering: false, isSlow: false, delaySeconds: 0 })
      if (tick === 6) assert.equal(show.status, 'live')
    })
  })

  it('shows five leaders, with scores that are numbers', async () => {
    const leaders = () => Array.from({ length: 9 }, (_, i) => ({ name: `p${i}`, score: i === 1 ? Number.NaN : 9 - i }))
    await play(
      [],
      ({ match }, tick) => {
        if (tick !== 60) return
        const { show } = match.state
        assert.deepEqual(
          Array.from(show.leaders, ({ score }) => score),
          [9, 0, 7, 6, 5],
        )
      },
      { game: { ...rules, leaders } },
    )
  })

  it('needs no more than a few bytes for a tick in which nothing happens, whatever is shown', async () => {
    const leaders = () => [{ name: 'ann', score: 1 }]
    await play(
      [said(0, 'red'), said(300, 'gren')],
      (stage, tick, patch) => {
        if (tick === 1) stage.alert({ kind: 'info', text: 'hello' })
        if (tick > 20) assert.ok(patch.length <= 8, `${patch.length} bytes in tick ${tick}`)
      },
      { game: { ...rules, leaders } },
    )
  })
})
