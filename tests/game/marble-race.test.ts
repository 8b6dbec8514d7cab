import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { createParser } from '../../chat/parse.ts'
import { holdTicks } from '../../game/bundled/marble-race/hold.ts'
import game from '../../game/bundled/marble-race/index.ts'
import { teams } from '../../game/bundled/marble-race/teams.ts'
import { createMatch, type ArcadeState } from '../../game/index.ts'
import { createPatches } from '../../server/patches.ts'
import { everybody, hashOfRace, startedRace, stepUntil, typed } from '../helpers/marbles.ts'

const by = (player: string) => ({ player, team: null })

describe('Marble Race', () => {
  it('takes join with and without its mark and a team, and says which teams there are', () => {
    const parse = createParser(game)
    for (const text of ['join', '!join', 'JOIN', 'join blue', '!join sky']) assert.ok(parse(text).accepted, text)
    const outcome = parse('join purple')
    assert.ok(!outcome.accepted && /orange/.test(outcome.sentence), JSON.stringify(outcome))
  })

  it('runs house marbles for fun while nobody has joined, on one course after another', () => {
    const match = createMatch(game, 1)
    match.step([])
    const first = match.state.game.course
    stepUntil(match, ({ course }) => course !== first)
    const { phase, endsAtTick, teams: marbles } = match.state.game
    assert.deepEqual([phase, endsAtTick, marbles.length, match.awards], ['lobby', 0, 10, []])
  })

  it('counts down from the first marble, and fills a small field up with the house', () => {
    const match = createMatch(game, 1)
    match.step([])
    match.step([typed('ada', 'join blue'), typed('kim', 'join')])
    assert.deepEqual([match.state.game.joined, match.state.game.endsAtTick], [2, match.tick + 30 * 30])
    stepUntil(match, ({ phase }) => phase === 'race')
    assert.equal(match.tick, 2 + 30 * 30)
    stepUntil(match, ({ names }) => names.length > 0)
    const { names, teams: marbles, race, joined } = match.state.game
    assert.deepEqual([names.length, marbles.length, race, joined], [12, 12, 1, 0])
    assert.deepEqual([names[0], names[1]], ['name of ada', 'name of kim'])
    assert.equal(teams[Number(marbles[0])]?.word, 'blue')
  })

  it('tells those who have joined that they are in, and nobody else', () => {
    const match = createMatch(game, 1)
    match.step([])
    match.step([typed('ada', 'join')])
    const refusal = (player: string) => game.judge!(match.state.game, typed(player, 'boost').command, by(player))
    assert.deepEqual(refusal('ada'), { refuse: 'you are in: the race has not begun' })
    assert.deepEqual(refusal('kim'), { refuse: 'type join for the next race' })
    stepUntil(match, ({ phase }) => phase === 'race')
    match.step([typed('kim', 'join')])
    assert.deepEqual(refusal('kim'), { refuse: 'you are in the next race: wait for its start' })
  })

  it('says what its order counts, and tells once a race who has won it', () => {
    const match = startedRace(3)
    stepUntil(match, ({ atTick, runAtTick }) => atTick - runAtTick > holdTicks)
    assert.equal(game.leaders!(match.state.game)[0]?.unit, ' %')
    const endings: string[] = []
    while (match.state.game.phase === 'race') {
      match.step([])
      endings.push(...match.endings)
    }
    const { names, finishers } = match.state.game
    assert.deepEqual(endings, [`${names[finishers[0]!]} has won race 1`])
    assert.equal(game.leaders!(match.state.game)[0]?.unit, undefined)
  })

  it('spreads those who choose no team evenly', () => {
    const sizes = new Map<string, number>()
    for (const team of startedRace(70).state.game.teams) sizes.set(team, (sizes.get(team) ?? 0) + 1)
    assert.deepEqual(
      [...sizes.values()],
      Array.from(teams, () => 10),
    )
  })

  it('keeps those who join during a race for the next one', () => {
    const match = startedRace(3)
    match.step([typed('late', 'join')])
    assert.equal(match.state.game.joined, 1)
    stepUntil(match, ({ race, names }) => race === 2 && names.length > 0)
    assert.equal(match.state.game.names[0], 'name of late')
  })

  it('takes 500 marbles, and tells the others', () => {
    const match = createMatch(game, 1)
    match.step(everybody(600, 'join'))
    assert.equal(match.state.game.joined, 500)
    assert.equal(match.alerts.length, 1)
    const join = typed('x', 'join').command
    assert.match(JSON.stringify(game.judge?.(match.state.game, join, by('v599'))), /full/)
    assert.equal(game.judge?.(match.state.game, join, by('v1')), null)
    match.step([typed('v1', 'join pink')])
    assert.equal(match.state.game.joined, 500)
    assert.deepEqual(match.alerts, [])
  })

  it('gives each marble one boost, and a nudge every two seconds, after the start', () => {
    const match = startedRace(2)
    const boost = typed('v0', 'boost')
    const left = typed('v0', 'left')
    const why = (decision: typeof boost, player = 'v0') =>
      JSON.stringify(game.judge?.(match.state.game, decision.command, by(player)) ?? null)
    assert.match(why(boost), /wait/)
    for (let tick = 0; tick <= holdTicks; tick++) match.step([])
    assert.match(why(boost, 'nobody'), /join/)
    assert.equal(why(boost), 'null')
    match.step([boost])
    assert.match(why(boost), /used up/)
    assert.equal(why(left), 'null')
    match.step([left])
    assert.match(why(left), /2 s/)
    for (let tick = 0; tick < 60; tick++) match.step([])
    assert.equal(why(left), 'null')
  })

  it('a boost and a nudge change the run, and only once', () => {
    const play = (texts: readonly string[]) => {
      const match = startedRace(2)
      for (let tick = 0; tick < holdTicks + 30; tick++) match.step([])
      for (const text of texts) match.step([typed('v0', text)])
      for (let tick = texts.length; tick < 60; tick++) match.step([])
      return hashOfRace(match.state.game)
    }
    assert.notEqual(play(['boost']), play([]))
    assert.notEqual(play(['left']), play(['right']))
    assert.equal(play(['boost', 'boost']), play(['boost']))
    assert.equal(play(['left', 'right']), play(['left']))
  })

  it('what a crowd decides by vote is done with the marbles of all viewers, and never with those of the house', () => {
    const play = (decisions: readonly ReturnType<typeof typed>[]) => {
      const match = startedRace(3)
      for (let tick = 0; tick < holdTicks + 30; tick++) match.step([])
      match.step(decisions)
      for (let tick = 0; tick < 30; tick++) match.step([])
      return hashOfRace(match.state.game)
    }
    const voted = { ...typed('', 'boost'), player: null, by: null }
    assert.equal(play([voted]), play([typed('v0', 'boost'), typed('v1', 'boost'), typed('v2', 'boost')]))
    assert.notEqual(play([voted]), play([]))
  })

  it('awards the first ten and everybody who came, once, and no house marble', () => {
    const match = startedRace(15)
    let awards = 0
    while (match.state.game.phase === 'race') {
      match.step([])
      awards += match.awards.length
    }
    assert.equal(awards, 15)
    const points = match.awards.map((award) => award.points)
    assert.deepEqual(points, [25, 18, 15, 12, 10, 8, 6, 4, 2, 1, 1, 1, 1, 1, 1])
    const { today, allTime, teamPoints } = match.state.game
    assert.deepEqual([today[0]?.points, allTime[0]?.name], [25, match.awards[0]?.name])
    const sum = Array.from(teamPoints).reduce((a, b) => a + b, 0)
    assert.equal(sum, 101)
    for (let tick = 0; tick < 30; tick++) match.step([])
    assert.deepEqual(match.awards, [])
    assert.match(match.score() ?? '', /25 points/)
  })

  it('shows the board of all time from the first tick', () => {
    const standings = [{ player: 'x', name: 'Ada', points: 99 }]
    const match = createMatch(game, 1, { settings: game.settings?.parse({}) ?? {}, standings })
    assert.deepEqual(game.leaders?.(match.state.game), [{ name: 'Ada', score: 99 }])
  })

  it('leads by place in a race, from 0 to 100 per cent', () => {
    const match = startedRace(20)
    stepUntil(match, ({ finishers }) => finishers.length === 2)
    const { names, finishers } = match.state.game
    const leaders = game.leaders?.(match.state.game) ?? []
    assert.deepEqual([leaders[0]?.name, leaders[0]?.score], [names[finishers[0] ?? -1], 100])
    const scores = leaders.map(({ score }) => score)
    assert.deepEqual(
      scores,
      scores.toSorted((a, b) => b - a),
    )
  })

  it('forgets a viewer: name, place in the queue and points', () => {
    const match = startedRace(3)
    match.step([typed('v0', 'join')])
    stepUntil(match, ({ names }) => names.length > 0)
    assert.equal(game.forget?.(match.state.game, 'v0'), 2)
    assert.deepEqual([match.state.game.names[0], match.state.game.joined], ['…', 0])
    assert.equal(game.forget?.(match.state.game, 'v0'), 0)
    stepUntil(match, ({ phase }) => phase === 'finish')
    assert.equal(match.awards.length, 2)
  })

  it('sends 500 marbles in patches of two kilobytes', () => {
    const match = startedRace(500)
    const patches = createPatches(match.state as unknown as ArcadeState)
    for (let tick = 0; tick < 30; tick++) match.step([])
    patches.next()
    for (let tick = 0; tick < 90; tick++) {
      match.step([])
      const { length } = patches.next()
      assert.ok(length <= 2048, `${length} bytes`)
    }
  })

  it('stays sound whatever is typed, and its bots type what it takes', () => {
    const words = fc.constantFrom('join', 'join red', 'boost', 'left', 'right', '!join')
    const typist = fc.record({ player: fc.integer({ min: 0, max: 20 }), text: words })
    const input = fc.array(fc.tuple(fc.integer({ min: 0, max: 200 }), fc.array(typist, { maxLength: 6 })), {
      maxLength: 12,
    })
    fc.assert(
      fc.property(fc.nat(), input, (seed, given) => {
        const match = createMatch(game, seed, { settings: game.settings?.parse({ lobby: '5' }) ?? {}, standings: [] })
        const parse = createParser(game)
        for (const [pause, typists] of given) {
          match.step(typists.map(({ player, text }) => typed(`v${player}`, text)))
          for (let tick = 0; tick < pause; tick++) match.step([])
          const { phase, teams: marbles, names, joined, hits } = match.state.game
          assert.ok(['lobby', 'race', 'finish'].includes(phase))
          assert.ok(names.length <= marbles.length && marbles.length <= 500 && joined <= 21 && hits.length <= 8)
          const said = game.bot?.(match.state.game, {
            next: () => 0.5,
            integer: (n) => n - 1,
            pick: (list) => list[0]!,
          })
          assert.ok(typeof said === 'string' && parse(said).accepted, String(said))
        }
      }),
      { numRuns: 30 },
    )
  })
})
