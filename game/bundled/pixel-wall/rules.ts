import { perPlayer, type Decision, type GameRules, type StepContext } from '../../index.ts'
import { bot } from './bot.ts'
import { cellsPerWord } from './cells.ts'
import { commands, settings, type Settings } from './commands.ts'
import { keptMarks, keptPlinks } from './limits.ts'
import { draftOf, isRefusal, undoOf, waitAfter, waitOf, type Draft } from './marks.ts'
import { countLeaders, createMemory, loadMemory, maxWaiting, memoryOf, saveMemory, type Memory } from './memory.ts'
import { outlineOf, tendOutline } from './outline.ts'
import { keptStrokes } from './painters.ts'
import { Mark, PixelWall, Plink } from './state.ts'
import { look, newestMark, plink, remember, type Trace } from './traces.ts'

/** Cells that one tick looks at, and so how long it takes at most: the rest waits for the next. */
const cellsPerTick = 768

/** Seconds without a mark after which the look leaves what was painted for the outline. */
const quietSeconds = 8

/** Cells for which a viewer gets a point of the all-time leader board. */
const cellsPerPoint = 10

/** One canvas for everybody: each viewer paints cells, and owns them until somebody paints over. */
export const rules: GameRules<PixelWall> = {
  id: 'pixel-wall',
  title: 'Pixel Wall',
  tickRate: 30,
  state: PixelWall,
  commands,
  settings,
  input: perPlayer(),
  setup(state, ctx) {
    const set = ctx.settings as Settings
    state.width = set.width
    state.height = set.height
    state.lookX = Math.floor(set.width / 2)
    state.lookY = Math.floor(set.height / 2)
    for (let i = 0; i * cellsPerWord < set.width * set.height; i++) state.words.push(0)
    for (let i = 0; i < keptMarks; i++) state.recent.push(new Mark())
    for (let i = 0; i < keptPlinks; i++) state.plinks.push(new Plink())
    createMemory(state, set)
  },
  judge(state, command, { player }) {
    const memory = memoryOf(state)
    if (command.name === 'undo') {
      const strokes = memory.painters.get(memory.painters.numberOf(player))?.strokes.length ?? 0
      return strokes > 0 ? null : { refuse: 'nothing of yours to undo' }
    }
    const wait = waitOf(memory, player)
    if (wait !== null) return wait
    const draft = draftOf(memory, command)
    return isRefusal(draft) ? draft : null
  },
  step(state, input, ctx) {
    const memory = memoryOf(state)
    memory.tick = ctx.tick
    memory.tickRate = ctx.tickRate
    const traces = actAll(state, memory, input, ctx)
    remember(state, traces)
    const isPainted = memory.wall.isChanged
    if (isPainted) show(state, memory)
    if (isPainted || outlineOf(state) === null || ctx.tick % ctx.tickRate === 0) tendOutline(state, memory, ctx)
    lookAround(state, ctx)
    memory.isCounted &&= !isPainted
    if (ctx.tick % ctx.tickRate === 0 && !memory.isCounted) countLeaders(memory)
  },
  score(state) {
    const { wall, authors, leaders } = memoryOf(state)
    const painted = wall.colours.reduce((sum, colour) => sum + (colour === 0 ? 0 : 1), 0)
    const [best] = leaders
    const most = best === undefined ? '' : `; ${best.name} has the most, ${best.score}`
    return `${painted} of ${wall.colours.length} cells are painted, by ${authors} people${most}`
  },
  leaders: (state) => memoryOf(state).leaders,
  forget(state, player) {
    const memory = memoryOf(state)
    const { painters, wall } = memory
    const number = painters.numberOf(player)
    const painter = painters.get(number)
    memory.waiting = memory.waiting.filter((decision) => decision.player !== player)
    if (painter === undefined) return 0
    painter.strokes = []
    const seen = wall.forget(number)
    show(state, memory)
    for (const mark of state.recent) if (mark.name === painter.name) mark.atTick = 0
    countLeaders(memory)
    return seen
  },
  bot,
  save: saveMemory,
  load: loadMemory,
}

function show(state: PixelWall, { wall }: Memory): void {
  wall.write(state.words)
  state.version += 1
}

/** Does what was decided, in its order, as far as a tick’s work goes. @returns what is to be seen of it */
function actAll(state: PixelWall, memory: Memory, input: readonly Decision[], ctx: StepContext): Trace[] {
  const all = memory.waiting.length === 0 ? input : [...memory.waiting, ...input].slice(0, maxWaiting)
  const traces: Trace[] = []
  let [at, looked] = [0, 0]
  for (; at < all.length && looked < cellsPerTick; at++) {
    const decision = all[at] as Decision
    const draft = act(memory, decision, ctx)
    // An area is looked at also where it is too large.
    looked += draft?.cells.length ?? (decision.command.name === 'fill' ? memory.settings.largest : 1)
    if (draft === null || draft.cells.length === 0) continue
    const trace = traceOf(draft, decision.by ?? 'everybody', state.width, ctx.tick)
    traces.push(trace)
    if (traces.length <= keptPlinks) plink(state, { x: trace.left, y: trace.top, colour: draft.colour }, ctx.tick)
    state.paintedAtTick = ctx.tick
  }
  memory.waiting = all.slice(at)
  return traces
}

/** Paints or takes back; null where that is not allowed, as the state may have changed since it was judged. */
function act(memory: Memory, { command, player, by }: Decision, ctx: StepContext): Draft | null {
  const { painters, wall } = memory
  // What a crowd decides by vote is nobody’s own.
  const number = player === null ? 0 : painters.numberOf(player)
  if (command.name === 'undo') return undo(memory, number, undoOf(command))
  if (player !== null && waitOf(memory, player) !== null) return null
  const draft = draftOf(memory, command)
  if (isRefusal(draft)) return null
  if (player === null) {
    wall.paint(draft.cells, draft.colour, 0)
    return draft
  }
  const name = by ?? 'somebody'
  const owner = painters.see(player, name)
  const painter = painters.get(owner)!
  painter.strokes = [...painter.strokes, wall.paint(draft.cells, draft.colour, owner)].slice(-keptStrokes)
  painter.freeAtTick = ctx.tick + waitAfter(memory, draft.cells.length)
  const points =
    Math.floor((painter.painted + draft.cells.length) / cellsPerPoint) - Math.floor(painter.painted / cellsPerPoint)
  painter.painted += draft.cells.length
  if (points > 0) ctx.award(player, name, points)
  return draft
}

function undo({ painters, wall }: Memory, number: number, count: number): null {
  const painter = painters.get(number)
  if (painter === undefined) return null
  for (const stroke of painter.strokes.splice(-count).toReversed()) wall.takeBack(stroke, number)
  return null
}

function traceOf({ cells, colour }: Draft, name: string, width: number, atTick: number): Trace {
  const box = { left: Infinity, top: Infinity, right: 0, bottom: 0 }
  for (const cell of cells) {
    const [x, y] = [cell % width, Math.floor(cell / width)]
    box.left = Math.min(box.left, x)
    box.top = Math.min(box.top, y)
    box.right = Math.max(box.right, x)
    box.bottom = Math.max(box.bottom, y)
  }
  return { ...box, name, colour, atTick }
}

/**
 * At what was painted last, also where the look had to stay elsewhere when it was; when nobody paints, at the outline that is to be
 * filled in.
 */
function lookAround(state: PixelWall, { tick, tickRate }: StepContext): void {
  const newest = newestMark(state)
  if (newest !== null && tick - newest.atTick < quietSeconds * tickRate) {
    const middle = { x: (newest.left + newest.right) >> 1, y: (newest.top + newest.bottom) >> 1 }
    return look(state, middle, tick, tickRate)
  }
  const outline = outlineOf(state)
  if (outline === null || (state.marks > 0 && tick - state.paintedAtTick < quietSeconds * tickRate)) return
  const { sprite, x, y } = outline
  look(state, { x: x + (sprite.width >> 1), y: y + (sprite.height >> 1) }, tick, tickRate)
}
