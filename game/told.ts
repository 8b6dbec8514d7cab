import type { GameAlert, Standing, StepContext } from './define.ts'

const kinds: ReadonlySet<GameAlert['kind']> = new Set(['info', 'success', 'warning', 'error'])

/** More in one tick would wait for so long that nobody knew any more what they were about. */
const maxAlerts = 4

/** One from each of a thousand players, or a thousand goals: more is a game that counts wrong. */
const maxAwards = 1000
const maxPoints = 1_000_000

/** A game in a tick has one end; a few where several are played side by side. */
const maxEndings = 4
const maxText = 200

/** What a game tells besides its state, in one tick. A game may run unchecked, so what is of the wrong kind is left out. */
export interface Told {
  readonly alerts: readonly GameAlert[]
  readonly awards: readonly Standing[]
  /** Sentences. */
  readonly endings: readonly string[]
  readonly tell: Pick<StepContext, 'alert' | 'award' | 'over'>
  /** Another tick begins. */
  clear(): void
}

/** Gathers what a game tells, one tick after the other, each kind with a bound. */
export function createTold(): Told {
  let alerts: GameAlert[] = []
  let awards: Standing[] = []
  let endings: string[] = []
  return {
    get alerts() {
      return alerts
    },
    get awards() {
      return awards
    },
    get endings() {
      return endings
    },
    tell: {
      alert(kind: GameAlert['kind'], text: unknown) {
        if (alerts.length >= maxAlerts || typeof text !== 'string') return
        alerts.push({ kind: kinds.has(kind) ? kind : 'info', text })
      },
      award(player: unknown, name: unknown, points: number) {
        if (awards.length >= maxAwards || typeof player !== 'string' || typeof name !== 'string') return
        if (Number.isInteger(points) && points >= 1 && points <= maxPoints) awards.push({ player, name, points })
      },
      over(text: unknown) {
        if (endings.length < maxEndings && typeof text === 'string') endings.push(text.slice(0, maxText).toWellFormed())
      },
    },
    clear() {
      alerts = []
      awards = []
      endings = []
    },
  }
}
