import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { z } from 'zod'
import { createParser } from '../../chat/parse.ts'
import { integer, type CombineSpec, type CommandSpec, type CommandSpecs } from '../../game/index.ts'
import { sharedData } from '../helpers/chat.ts'

interface Case {
  readonly test: string
  /** The builder calls of that project, as C# text. */
  readonly config: string
  readonly raw: string
  readonly valid: boolean
}

const data = sharedData('grammar/input-grammar.jsonl')
const cases = data.text
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Case)

/** Where we don't do what the case says, and why. Keyed by test, input and whether the case takes it. */
const disagreements = new Map([
  ['TestAnalog up. false', 'a full stop at the end of a message doesn’t matter here, so it is `up`'],
  [
    'TestHold a- false',
    'the label was taken from the part of the test before holding was enabled; its config enables it',
  ],
  [
    'TestPerformance 123,234 true',
    'its screen is 160 high; `239,160` is refused for the same screen in TestTouchscreen',
  ],
  [
    'TestPerformance start9 true',
    'its config allows four steps, and nine were typed; `a5` is refused in TestBasicInputs',
  ],
])

/** The aliases that `AddGameAliases(GameSpecificAlias.XY)` brings. The case doesn't say where the point is: ours is anywhere. */
const gameAliases = new Map([['XY', { poke1: '60,110' }]])

/** Says in our specs what a case's builder calls say. */
function translate(config: string): { commands: CommandSpecs; combine: CombineSpec } {
  const calls = Array.from(config.matchAll(/\.(\w+)\(((?:\([^()]*\)|[^()])*)\)/g), ([, name = '', args = '']) => ({
    name,
    texts: Array.from(args.matchAll(/"([^"]*)"/g), ([, text = '']) => text.toLowerCase()),
    args,
  }))
  const call = (name: string) => calls.find((each) => each.name === name)
  const texts = (name: string) => calls.filter((each) => each.name === name).flatMap((each) => each.texts)
  const argument = (name: string, key: string) => new RegExp(`${key}: (\\w+)`).exec(call(name)?.args ?? '')?.[1]

  const pad = call('DPad') ? ['up', 'down', 'left', 'right'] : []
  const remapped = Object.entries({ n: 'up', s: 'down', w: 'left', e: 'right' }).filter(() => call('RemappedDPad'))
  const renamed = [...pairs(texts('AliasedButtons')), ...pairs(texts('RemappedButtons')), ...remapped]
  const stick = call('AnalogStick') ? ['up', 'down', 'left', 'right', 'spinl', 'spinr'].map((to) => `c${to}`) : []
  const analog = [...texts('AnalogInputs'), ...stick]
  // What an alias stands for counts as a word of ours, though that project's buttons need not have it.
  const targets = renamed.map(([, target]) => target).filter((target) => !analog.includes(target))
  const buttons = [...new Set([...texts('Buttons'), ...pad, ...targets])]

  const commands = {
    ...(buttons.length > 0 && { button: { words: buttons, aliases: aliasesOf(renamed, buttons), help: 'press' } }),
    ...(analog.length > 0 && { stick: { ...analogSpec, words: analog, aliases: aliasesOf(renamed, analog) } }),
    ...(call('Touchscreen') && touchCommands(config, call('Touchscreen')!.args)),
  }
  const isMultitouch = /multitouch: true/.test(config)
  const has = (word: string) => buttons.includes(word) || word in commands
  const touches = ['touch', 'drag'].filter(has)
  const combine: CombineSpec = {
    steps: Number(argument('LengthRestrictions', 'maxSequenceLength') ?? 1),
    chord: Number(argument('LengthRestrictions', 'maxSetLength') ?? 1),
    hold: call('HoldEnabled') !== undefined,
    conflicts: [['up', 'down'].filter(has), ['left', 'right'].filter(has), isMultitouch ? [] : touches],
    solo: ['wait'].filter(has),
    several: isMultitouch ? touches : [],
  }
  return { commands, combine }
}

const analogSpec = {
  args: z.object({
    strength: z
      .string()
      .regex(/^[1-9]$/)
      .transform(Number)
      .optional(),
  }),
  compact: '{word}.{strength:1}',
  help: 'push',
}

function touchCommands(config: string, args: string): CommandSpecs {
  const [width = 0, height = 0] = Array.from(args.matchAll(/[0-9]+/g), ([digits]) => Number(digits))
  const point = { x: integer(0, width - 1), y: integer(0, height - 1) }
  const game = /AddGameAliases\(GameSpecificAlias\.(\w+)\)/.exec(config)?.[1] ?? ''
  const alias = /\.AliasedTouchscreenInput\("(\w+)", (?:x: )?([0-9]+), (?:y: )?([0-9]+)\)/.exec(config)
  const aliases = { ...gameAliases.get(game), ...(alias && { [alias[1]!.toLowerCase()]: `${alias[2]},${alias[3]}` }) }
  const touch: CommandSpec = { args: z.object(point), bare: true, compact: '{x},{y}', aliases, help: 'touch' }
  if (!/allowDrag: true|false, true$/.test(args)) return { touch }
  const to = { toX: point.x, toY: point.y }
  const drag = { args: z.object({ ...point, ...to }), bare: true, compact: '{x},{y}>{toX},{toY}', help: 'drag' }
  return { touch, drag }
}

function pairs(texts: readonly string[]): (readonly [string, string])[] {
  return texts.flatMap((text, index) => (index % 2 === 0 ? [[text, texts[index + 1] ?? ''] as const] : []))
}

function aliasesOf(renamed: readonly (readonly [string, string])[], words: readonly string[]): Record<string, string> {
  return Object.fromEntries(renamed.filter(([, target]) => words.includes(target)))
}

describe('the best-known grammar of this kind', { skip: data.skip }, () => {
  it('has 86 cases here', () => assert.equal(cases.length, 86))

  for (const { test, config, raw, valid } of cases) {
    const key = `${test} ${raw} ${valid}`
    const why = disagreements.get(key)
    it(`${test}: ${valid !== (why !== undefined) ? 'takes' : 'refuses'} ${raw}${why ? `, against the case: ${why}` : ''}`, () => {
      const outcome = createParser(translate(config))(raw)
      assert.equal(outcome.accepted, why === undefined ? valid : !valid, JSON.stringify(outcome))
    })
  }

  it('meets each case that we disagree with', () => {
    const known = new Set(cases.map(({ test, raw, valid }) => `${test} ${raw} ${valid}`))
    assert.deepEqual(
      [...disagreements.keys()].filter((key) => !known.has(key)),
      [],
    )
  })
})
