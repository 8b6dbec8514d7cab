import { homebrew } from './homebrew/rom.ts'
import { createMachine, type Machine } from './machine/machine.ts'
import { strips } from './picture/screen.ts'
import { createSender, type Sender } from './picture/sender.ts'
import { keptBlocks } from './sound/block.ts'
import { Strip, type Console } from './state.ts'

/** Who gave a step; null where a crowd decided it. */
export interface Owner {
  readonly player: string
  readonly name: string
}

/** What a running console keeps beside its state. */
export interface Desk {
  readonly rom: Uint8Array
  machine: Machine
  readonly sender: Sender
  /** Of the steps that wait, one each; then of the step that is played. */
  owners: (Owner | null)[]
  owner: Owner | null
}

/** By the state that it belongs to: several shows may run in one process, and a state that is gone takes its console with it. */
const desks = new WeakMap<Console, Desk>()

/** Switches the console on. @throws RangeError that says what is wrong with the streamer's cartridge */
export function openDesk(state: Console, brought: Uint8Array | undefined): Desk {
  const rom = brought ?? homebrew.rom()
  const desk = { rom, machine: createMachine(rom), sender: createSender(), owners: [], owner: null }
  state.cartridge = brought === undefined ? homebrew.title : ''
  while (state.picture.length < strips) state.picture.push(new Strip())
  while (state.sound.length < keptBlocks) state.sound.push('')
  desks.set(state, desk)
  return desk
}

export function deskOf(state: Console): Desk {
  return desks.get(state) ?? openDesk(state, undefined)
}

interface DeskMemory extends Pick<Desk, 'owners' | 'owner'> {
  readonly machine: unknown
}

export function saveDesk(state: Console): DeskMemory {
  const { machine, owners, owner } = deskOf(state)
  return { machine: machine.save(), owners: [...owners], owner }
}

export function loadDesk(state: Console, saved: unknown): void {
  const memory = saved as DeskMemory
  const desk = deskOf(state)
  desk.machine.load(memory.machine)
  desk.sender.resume([...state.picture])
  desk.owners = [...memory.owners]
  desk.owner = memory.owner
}
