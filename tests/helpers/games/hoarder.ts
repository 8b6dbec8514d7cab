import { schema, t, type SchemaType } from '@colyseus/schema'
import { rules } from '../../../game/bundled/colour-tone/rules.ts'
import { defineGame } from '../../../game/index.ts'

const Coin = schema({ worth: t.number().default(0), by: t.string().default('') }, 'Coin')

/** Whatever a state can be made of, and what only its owner sees besides. */
const Hoard = schema(
  {
    ...{ colour: t.string().default('midnight'), before: t.string().default('midnight') },
    ...{ paintedAtTick: t.uint32().default(0), playedAtTick: t.uint32().default(0) },
    ...{ wanted: t.string().default('midnight'), hz: t.uint16().default(220) },
    coins: t.array(Coin),
    purses: t.map(Coin),
    numbers: t.array('number'),
    best: t.ref(Coin),
    marks: t.set('string'),
  },
  'Hoard',
)
type Hoard = SchemaType<typeof Hoard>

/** What is kept beside each state: two shows in one process must not share it. */
const beside = new WeakMap<Hoard, { turns: number }>()

/** Throws coins by chance, in every tick, and most of all where somebody plays. */
export const hoarder = defineGame<Hoard>({
  ...rules,
  draw() {},
  sound() {},
  id: 'hoarder',
  title: 'Hoarder',
  state: Hoard,
  setup: (state) => void beside.set(state, { turns: 0 }),
  step(state, input, { random, tick }) {
    const kept = beside.get(state) ?? { turns: 0 }
    kept.turns += input.length
    for (const { command, by, player } of input) {
      const coin = new Coin().assign({ worth: random.next() * 1e9, by: by ?? '' })
      state.coins.push(coin)
      // The same coin in two places.
      if (random.integer(2) === 0) state.purses.set(player ?? command.label, coin)
      else state.purses.delete([...state.purses.keys()][0] ?? '')
      state.marks.add(command.label)
      state.best = coin
    }
    // In all of the places where it is.
    if (state.best) state.best.worth += 1
    if (state.coins.length > 5) state.coins.splice(random.integer(3), 1)
    state.numbers.push(tick % 7 === 0 ? Number.NaN : 1 / (kept.turns + random.next()))
    if (state.numbers.length > 9) state.numbers.shift()
  },
  score: (state) => `${state.coins.length} coins, ${beside.get(state)?.turns} turns`,
  leaders: (state) => [...state.purses.values()].map(({ by, worth }) => ({ name: by, score: worth })),
  save: (state) => beside.get(state),
  load: (state, saved) => void beside.set(state, saved as { turns: number }),
})
