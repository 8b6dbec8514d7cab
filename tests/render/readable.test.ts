import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import {
  alertKinds,
  FeedEntry,
  layerNames,
  showStatuses,
  slates,
  VoteOption,
  type LayerName,
  type Show,
} from '../../game/index.ts'
import { layoutFor } from '../../render/scene/layout.ts'
import { textsOf } from '../helpers/written.ts'

const shapes = [
  [1280, 720],
  [720, 1280],
  [720, 720],
  [960, 720],
] as const
const scaled = (by: number) => shapes.map(([width, height]) => [width * by, height * by] as const)
/** From 360 pixels along the shorter side to 1080. */
const sizes = [0.5, 2 / 3, 0.75, 1, 1.5].flatMap(scaled).map(([w, h]) => [Math.round(w), Math.round(h)] as const)

const wordsOf = (set: (show: Show) => void, width: number, height: number) =>
  textsOf(set, width, height).map(({ text }) => text)

const raid =
  (name: string, text: string, kind = 'raid') =>
  (show: Show) => {
    Object.assign(show, { status: 'overloaded' })
    show.alert.assign({ kind, name, text, fromTick: 0, untilTick: show.tick + 99 })
  }

describe('an alert beside a status', () => {
  it('says all of a raid and a cheer, in every shape and size', () => {
    for (const [width, height] of sizes)
      for (const [name, text] of [
        ['caroline_the_great_stream', 'with 1234 viewers'],
        ['ann', '10000 bits'],
        ['Дмитрий Иванов', 'subscribed for 24 months'],
      ] as const) {
        const words = wordsOf(raid(name, text), width, height)
        assert.ok(
          words.includes('RAID') && words.includes(name) && words.includes(text),
          `${width}×${height}: ${words.join('|')}`,
        )
      }
  })

  it('never cuts a number, whoever it is about', () => {
    const number = fc.integer({ min: 1, max: 9_999_999 })
    const name = fc.integer({ min: 0, max: 30 }).map((length) => 'W'.repeat(length))
    const text = fc.constantFrom(
      (n: number) => `with ${n} viewers`,
      (n: number) => `${n} bits`,
      (n: number) => `comes with a very great crowd of no less than ${n} viewers and a dog`,
    )
    fc.assert(
      fc.property(fc.constantFrom(...sizes), name, text, number, ([width, height], who, say, count) => {
        const words = wordsOf(raid(who, say(count)), width, height)
        const said = words.slice(words.indexOf('RAID') + 1).join(' ')
        const numbers = said.match(/\d+…?/g) ?? []
        assert.ok(
          numbers.every((each) => each === String(count)),
          words.join('|'),
        )
        assert.ok(numbers.length === 1 || say(0).length > 30, words.join('|'))
      }),
      { numRuns: 60 },
    )
  })

  it('says in two lines what is too long for one', () => {
    const text = 'The next round begins at 20:15, and whoever wins it may choose the game of tomorrow'
    for (const [width, height] of sizes) {
      const words = wordsOf(raid('', text, 'info'), width, height)
      const [first = '', second = ''] = words.slice(words.indexOf('INFO') + 1)
      const said = first === text ? text : `${first} ${second}`
      assert.ok(said === text || (said.endsWith('…') && said.length > 50), `${width}×${height}: ${said}`)
      assert.ok(text.startsWith(said.replace('…', '')))
    }
  })
})

const labels = ['purple', 'orange', 'a choice', '440', 'red', 'blue', 'green', 'pink', '1999', 'cyan', 'white', 'black']

describe('the tally', () => {
  for (const [width, height] of sizes)
    it(`shows four options of twelve or three and how many more there are, at ${width}×${height}`, () => {
      for (const mode of ['democracy', 'slider'])
        for (const reason of ['', 'orange won with 1234567 of 2345678 votes, drawn by lot']) {
          const set = (show: Show) => {
            Object.assign(show, { mode, forAnarchy: 123, forDemocracy: 456, switchPercent: 75 })
            show.result.reason = reason
            while (show.feed.length > 0) show.feed.pop()
            while (show.help.length > 0) show.help.pop()
          }
          const words = wordsOf(set, width, height)
          const shown = labels.filter((label) => words.some((each) => each.startsWith(label))).length
          const more = Number(words.map((each) => /^and (\d+) more$/.exec(each)?.[1]).find(Boolean) ?? 0)
          assert.equal(shown + more, labels.length, words.join('|'))
          assert.ok(shown >= 4 || (shown === 3 && more > 0), `${mode}, “${reason}”: ${words.join('|')}`)
        }
    })

  it('names the leading option of a team before the team, whose badge is beside it', () => {
    for (const [width, height] of sizes) {
      const set = (show: Show) => {
        while (show.options.length > 0) show.options.pop()
        for (const team of ['red', 'ultramarine'])
          show.options.push(new VoteOption().assign({ label: 'forward', team, votes: 1, ofVotes: 2 }))
      }
      const shown = wordsOf(set, width, height).filter((text) => text.endsWith('forward'))
      assert.equal(shown.length, 2, `${width}×${height}`)
    }
  })

  it('cuts no number of its result', () => {
    const number = fc.integer({ min: 1, max: 9_999_999 })
    fc.assert(
      fc.property(fc.constantFrom(...sizes), number, number, ([width, height], votes, voters) => {
        const words = wordsOf(
          (show) => (show.result.reason = `orange won with ${votes} of ${voters} votes`),
          width,
          height,
        )
        for (const text of words.filter((each) => each.startsWith('orange won')))
          for (const found of text.match(/\d+/g) ?? []) assert.ok([votes, voters].includes(Number(found)), text)
      }),
      { numRuns: 40 },
    )
  })
})

describe('the feed', () => {
  const lines = (show: Show) => {
    while (show.feed.length > 0) show.feed.pop()
    for (let i = 0; i < 10; i++) show.feed.push(new FeedEntry().assign({ name: `guest_${i}`, label: 'red' }))
  }
  const count = (set: (show: Show) => void, width: number, height: number) =>
    wordsOf(set, width, height).filter((text) => text.startsWith('guest_')).length

  it('shows six of ten lines or more in a column of its own, eight in two, and four beside a leader board', () => {
    for (const [[width, height], [most, least]] of [
      [shapes[0], [8, 4]],
      [shapes[1], [8, 4]],
      [shapes[2], [6, 6]],
      [shapes[3], [6, 6]],
    ] as const) {
      assert.ok(count(lines, width, height) >= least, `${width}×${height}`)
      const alone = (show: Show) => {
        lines(show)
        while (show.leaders.length > 0) show.leaders.pop()
      }
      assert.ok(count(alone, width, height) >= most, `${width}×${height} without leaders`)
    }
  })

  it('says all of why the newest message was refused, but maybe not what was typed', () => {
    for (const [width, height] of sizes)
      for (const reason of [
        '“lefft”: did you mean “left”?',
        '“9999”: a whole number from 20 to 2000',
        'too fast: slow down a little',
        'only subscribers can play at the moment',
      ])
        for (const name of ['ann', '田中さくら', 'W'.repeat(25)]) {
          const words = wordsOf((show) => void show.feed.push(new FeedEntry().assign({ name, reason })), width, height)
          const said = words.join(' ').replaceAll('  ', ' ')
          assert.ok(said.includes(reason.replace(/^“.*”: /, '')), `${width}×${height}, ${name}: ${words.join('|')}`)
        }
  })
})

describe('the leader board', () => {
  it('keeps its lines off the edges of its panel', () => {
    for (const [width, height] of sizes) {
      const parts = new Set<LayerName>(layerNames.filter((name) => name !== 'branding'))
      const { leaders, text } = layoutFor(width, height, parts)
      const ys = textsOf(() => {}, width, height)
        .filter(({ box, y }) => box.x >= leaders.x && y > leaders.y && y < leaders.y + leaders.height)
        .map(({ y }) => y)
      assert.ok(ys.length >= 3, `${width}×${height}`)
      const below = leaders.y + leaders.height - Math.max(...ys)
      assert.ok(below >= 0.88 * text, `${width}×${height}: ${below} of ${text}`)
    }
  })
})

describe('every text that is drawn', () => {
  const teams = (show: Show) => {
    while (show.options.length > 0) show.options.pop()
    for (const team of ['red', 'ocean'])
      show.options.push(new VoteOption().assign({ label: 'left', team, votes: 9, ofVotes: 10 }))
  }
  const shows: ((show: Show) => void)[] = [
    () => {},
    teams,
    (show) => Object.assign(show, { mode: 'slider', forAnarchy: 3, forDemocracy: 9 }),
    ...alertKinds.map((kind) => raid('W'.repeat(25), 'with 1234 viewers', kind)),
    ...showStatuses.map((status) => (show: Show) => void Object.assign(show, { status })),
    (show) => Object.assign(show, { status: 'overloaded', statusLine: 'Marathon day 3, and a word more' }),
    ...slates.map((slate) => (show: Show) => void Object.assign(show, { slate, slateText: 'At 20:00' })),
  ]

  it('has letters of 18 px or more at 480p, in proportion to the shorter side', () => {
    for (const side of [360, 432, 480, 500, 540, 720, 1080])
      for (const [across, down] of [
        [16, 9],
        [9, 16],
        [1, 1],
        [4, 3],
      ] as const) {
        const unit = side / Math.min(across, down)
        for (const set of side === 540 ? shows : shows.slice(0, 1)) {
          const written = textsOf(set, Math.round(across * unit), Math.round(down * unit))
          assert.ok(written.length > 0)
          for (const { text, px } of written) assert.ok(px >= (18 * side) / 480, `${text}: ${px} px at ${side}p`)
        }
      }
  })
})
