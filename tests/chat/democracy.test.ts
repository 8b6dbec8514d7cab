import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createParser } from '../../chat/parse.ts'
import { maxOptions, maxVoters } from '../../chat/votes/ballots.ts'
import { createDemocracy } from '../../chat/votes/democracy.ts'
import type { VoteMode } from '../../chat/votes/mode.ts'
import { democracy, type Command } from '../../game/index.ts'
import { colourTone, messageFrom } from '../helpers/chat.ts'

const parse = createParser(colourTone.commands)
/** Windows of 10 ticks. */
const createVote = (seed = 7) => createDemocracy(democracy({ seconds: 1 }), { tickRate: 10, seed })

function command(text: string): Command {
  const outcome = parse(text)
  assert.ok(outcome.accepted)
  return outcome.command
}

function vote(mode: VoteMode, ballots: Readonly<Record<string, string>>): void {
  for (const [userId, text] of Object.entries(ballots))
    assert.equal(mode.cast(messageFrom(userId), command(text)), null)
}

function options(mode: VoteMode): string[] {
  return mode.tally.options.map((option) => `${option.command.label} ${option.votes}`)
}

function tieWinner(seed: number, ballots: Readonly<Record<string, string>>): string | undefined {
  const mode = createVote(seed)
  vote(mode, ballots)
  const { result } = mode.close(10)
  assert.equal(result?.tied, 2)
  assert.equal(result.reason, `${result.winner?.label} won a tie of 2, drawn by lot`)
  return result.winner?.label
}

function choice(n: number): Command {
  return { ...command('red'), label: `choice ${n}` }
}

describe('democracy', () => {
  it('lets the choice with the most ballots win', () => {
    const mode = createVote()
    vote(mode, { a: 'red', b: 'blue', c: 'red', d: '440' })
    const { decisions, result } = mode.close(10)
    assert.deepEqual(decisions, [{ command: command('red'), by: null }])
    assert.deepEqual(result, {
      winner: command('red'),
      votes: 2,
      voters: 4,
      tied: 1,
      reason: 'red won with 2 of 4 votes',
    })
  })

  it('counts one ballot a viewer, the last one', () => {
    const mode = createVote()
    vote(mode, { a: 'red', b: 'blue', c: 'blue' })
    vote(mode, { a: 'green', b: 'red' })
    vote(mode, { a: 'red' })
    assert.equal(mode.tally.voters, 3)
    assert.deepEqual(options(mode), ['red 2', 'blue 1'])
  })

  it('counts however a number was typed as one option', () => {
    const mode = createVote()
    vote(mode, { a: '440', b: '0440', c: 'tone 440' })
    assert.deepEqual(options(mode), ['440 3'])
  })

  it('lists options by votes, then by first ballot', () => {
    const mode = createVote()
    vote(mode, { a: 'white', b: 'red', c: 'blue', d: 'blue', e: 'black' })
    assert.deepEqual(options(mode), ['blue 2', 'white 1', 'red 1', 'black 1'])
  })

  it('closes at each multiple of its length, after that tick’s own ballots', () => {
    const mode = createVote()
    const closed: [number, string | undefined][] = []
    for (let tick = 1; tick <= 30; tick++) {
      assert.equal(mode.tally.closesAtTick, Math.ceil(tick / 10) * 10)
      if (tick === 3) vote(mode, { a: 'red' })
      if (tick === 20) vote(mode, { a: 'blue' })
      if (tick === 21) vote(mode, { a: 'green' })
      const { decisions, result } = mode.close(tick)
      if (result) closed.push([tick, decisions[0]?.command.label])
    }
    assert.deepEqual(closed, [
      [10, 'red'],
      [20, 'blue'],
      [30, 'green'],
    ])
  })

  it('starts every window with an empty ballot', () => {
    const mode = createVote()
    vote(mode, { a: 'red' })
    mode.close(10)
    assert.deepEqual(mode.tally, { mode: 'democracy', windowTicks: 10, closesAtTick: 20, voters: 0, options: [] })
    const { decisions, result } = mode.close(20)
    assert.deepEqual(decisions, [])
    assert.deepEqual(result, { winner: null, votes: 0, voters: 0, tied: 0, reason: 'nobody voted' })
  })

  it('draws ties by the seed: alike for one seed, unlike over many, and whoever typed first', () => {
    const seeds = Array.from({ length: 40 }, (_, seed) => seed)
    const winners = seeds.map((seed) => tieWinner(seed, { a: 'red', b: 'blue' }))
    assert.deepEqual(
      winners,
      seeds.map((seed) => tieWinner(seed, { b: 'blue', a: 'red' })),
    )
    const reds = winners.filter((label) => label === 'red').length
    assert.ok(reds > 8 && reds < 32, `red won ${reds} of 40`)
  })

  it('says so when there was only one voter', () => {
    const mode = createVote()
    vote(mode, { a: 'red' })
    assert.equal(mode.close(10).result?.reason, 'red won with the only vote')
  })

  it('is not impressed by voters and choices with the names of object properties', () => {
    const mode = createVote()
    const proto: Command = { ...command('red'), label: '__proto__' }
    assert.equal(mode.cast(messageFrom('__proto__'), proto), null)
    assert.equal(mode.cast(messageFrom('constructor'), proto), null)
    assert.deepEqual(options(mode), ['__proto__ 2'])
  })

  it('has room for so many options and voters, and says so to the next', () => {
    const mode = createVote()
    for (let i = 0; i < maxVoters; i++) mode.cast(messageFrom(`u${i}`), choice(i % maxOptions))
    assert.equal(mode.tally.voters, maxVoters)
    assert.equal(mode.tally.options.length, maxOptions)
    assert.equal(mode.cast(messageFrom('late'), choice(1))?.code, 'too-many-voters')
    assert.equal(mode.cast(messageFrom('u1'), choice(maxOptions))?.code, 'too-many-options')
    assert.equal(mode.cast(messageFrom('u1'), choice(2)), null)
    assert.equal(mode.tally.voters, maxVoters)
  })
})
