import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { createDisplay } from '../../../chat/filter/display.ts'

const english = createDisplay({ blocked: [] })

describe('a displayed name', () => {
  const passes = [
    'Scunthorpe',
    'Dickens',
    'Cockburn',
    'assassin',
    'Penistone',
    'Essex_girl',
    'Hancock',
    'bass_player',
    'shiitake',
    'Fukuoka',
    'cockpit',
    'Emily_Dickinson',
    'Montenegro',
    'analytics',
    'n1ghtb0t',
    'a b c d',
    'Zoë',
    '테스트계정420',
  ]
  for (const name of passes) it(`leaves ${name} alone`, () => assert.equal(english.name(name), name))

  const blocked: [why: string, name: string][] = [
    ['as it is', 'fuck'],
    ['inside a word', 'xXfuckerXx'],
    ['in capitals', 'FUCK_you'],
    ['with leetspeak', 'a55h0le'],
    ['with dollars', 'a$$hole'],
    ['with repeats', 'fuuuuuck'],
    ['full-width', 'ｆｕｃｋ'],
    ['in mathematical letters', '𝐟𝐮𝐜𝐤'],
    ['with Cyrillic letters', 'fuсk'],
    ['with Greek letters', 'ΝΙGGER'],
    ['struck through', 'f\u0336u\u0336c\u0336k\u0336'],
    ['with a zero-width space', 'fu\u200bck'],
    ['with dots', 'f.u.c.k'],
    ['spaced out', 'xX f_u_c_k'],
  ]
  for (const [why, name] of blocked)
    it(`is somebody where a blocked term is in it ${why}`, () => assert.equal(english.name(name), 'somebody'))

  it('is cleaned as ever', () => {
    assert.equal(english.name('ev\u202eil\n'), 'evil')
    assert.equal(english.name('x'.repeat(10_000)), 'x'.repeat(25))
    assert.equal(english.name('\u2800'), 'somebody')
  })

  it('is the same the second time', () => {
    for (const name of ['fuck', 'alice', '__proto__', 'constructor'])
      assert.equal(english.name(name), createDisplay({ blocked: [] }).name(name))
    assert.equal(english.name('alice'), english.name('alice'))
  })

  it('costs next to nothing the second time', () => {
    const names = Array.from({ length: 500 }, (_, i) => `chat_viewer_${i}`)
    for (const name of names) english.name(name)
    const start = performance.now()
    for (let round = 0; round < 100; round++) for (const name of names) english.name(name)
    assert.ok(performance.now() - start < 250, `${performance.now() - start} ms for 50,000`)
  })
})

describe('a field of a board or a wall', () => {
  it('may be shown, and what stands beside it is looked at as ever', () => {
    for (const label of ['fk12 green', 'line as53 au53 orange', 'ar53', 'Ngg4', 'fk1 tan']) {
      assert.equal(english.allows(label), true, label)
      assert.equal(english.sentence(label), label)
    }
    for (const label of ['fk12 fuck', 'fuck12', 'as5hole', 'a55h0le', 'f u c k a1', 'fuc k12'])
      assert.equal(english.allows(label), label === 'fuc k12', label)
    assert.equal(english.sentence('“fk12 fuck”: no'), '“fk12 ****”: no')
  })

  it('is a text like any other where somebody wrote freely', () => {
    assert.notEqual(english.text('as54'), 'as54')
    assert.equal(english.name('fk12'), 'somebody')
  })
})

describe('the streamer’s own blocked terms', () => {
  const own = createDisplay({ blocked: ['Kappa', 'b00m', 'kkk', ' Café ', 'ナチ'] })

  it('are found however written, in names and in texts', () => {
    for (const name of [
      'kappa',
      'KaPPa99',
      'kaaappppa',
      'BOOM',
      'bo0m',
      'xkkkkx',
      'cafe',
      'ＣＡＦÉ',
      'k-a-p-p-a',
      'ナチス',
    ])
      assert.equal(own.name(name), 'somebody', name)
    assert.equal(own.text('no Kappa here'), 'no ***** here')
  })

  it('are not found in what only resembles them', () => {
    for (const name of ['kapa', 'bookkeeper', 'bom', 'carafe']) assert.equal(own.name(name), name)
  })

  it('must have two letters, or they would be found in everything', () => {
    for (const term of ['', ' ', 'x', '\u0301'])
      assert.throws(() => createDisplay({ blocked: ['fine', term] }), /blocked term .* two letters/)
  })

  it('may be anything that regular expressions are made of', () => {
    const odd = createDisplay({ blocked: ['(.*)+$', '[a-z]{2}', '\\d\\d'] })
    assert.equal(odd.text('a (.*)+$ b'), 'a ****** b')
    assert.equal(odd.name('alice'), 'alice')
  })
})

describe('a displayed text', () => {
  it('shows stars for the letters of a blocked term and leaves everything else', () => {
    assert.equal(english.text('what the fuck, Zoë 👩‍🚀?'), 'what the ****, Zoë 👩‍🚀?')
    assert.equal(english.text('f\u0336u\u0336c\u0336k\u0336!'), '****!')
    assert.equal(english.text('𝐟𝐮𝐜𝐤 it'), '**** it')
    assert.equal(english.text('fu\u200bck 👩‍🚀'), '**** 👩‍🚀')
    assert.equal(english.text('so f.u.c.k this'), 'so ******* this')
    assert.equal(english.text('paint it red'), 'paint it red')
  })

  it('is well-formed, never longer and never shows more than came in, whatever comes in', () => {
    const property = fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (raw) => {
      const text = english.text(raw)
      assert.ok(text.isWellFormed() && text.length <= raw.length)
      assert.ok(text === raw.toWellFormed() || text.includes('*'))
      assert.ok(english.name(raw).length > 0)
    })
    fc.assert(property, { numRuns: 500 })
  })

  it('takes no long time for the worst of them', () => {
    const worst = ['k'.repeat(2000), 'k.'.repeat(1000), '\ufdfa'.repeat(2000), '\u0300'.repeat(2000), 'fu'.repeat(1000)]
    const own = createDisplay({ blocked: ['kkk', 'kkkkkkkkkkx'] })
    const start = performance.now()
    for (const text of worst) own.text(text)
    assert.ok(performance.now() - start < 1000, `${performance.now() - start} ms`)
  })
})
