import { evaluate } from './expression.ts'
import { opcodes, sizes, type Mode } from './opcodes.ts'

/** What came of a source: its bytes from the lowest address on, and where its names ended up. */
export interface Assembled {
  readonly origin: number
  readonly bytes: Uint8Array
  readonly names: ReadonlyMap<string, number>
}

/** A part of a program, and the name by which a mistake in it is told. */
export interface SourceFile {
  readonly name: string
  readonly text: string
}

/** A line of the source that takes room, with all that the second pass needs. */
interface Item {
  /** File and number of the line. */
  readonly place: string
  readonly scope: string
  readonly address: number
  readonly size: number
  /** Gives the bytes once all names are known. */
  readonly write: (value: (expression: string) => number) => readonly number[]
}

/**
 * Assembles a program for the 6502 in two passes: the first gives each line its address, the second its bytes. The files follow
 * one another as if they were one.
 *
 * One statement a line: `name:`, `NAME = value`, an instruction, `.org value`, `.byte 1, "text"`, `.word value`, `.res count`.
 * A name that begins with `@` holds until the next one that doesn't. Comments begin with `;`.
 *
 * @throws SyntaxError that names the file and the line
 */
export function assemble(files: readonly SourceFile[]): Assembled {
  const names = new Map<string, number>()
  const readLine = createFirstPass(names)
  const items = files.flatMap(({ name, text }) =>
    text.split('\n').flatMap((line, index) => {
      const place = `${name}, line ${index + 1}`
      return within(place, () => readLine(place, line))
    }),
  )
  const origin = Math.min(...items.map(({ address }) => address))
  const end = Math.max(...items.map(({ address, size }) => address + size))
  const bytes = new Uint8Array(end - origin)
  for (const { place, scope, address, write } of items)
    within(place, () => {
      const value = (expression: string) => {
        const known = evaluate(expression, (name) => names.get(scoped(name, scope)))
        if (known === undefined) throw new SyntaxError(`a name in “${expression}” is unknown`)
        return known
      }
      bytes.set(write(value), address - origin)
    })
  return { origin, bytes, names }
}

/** Reads a line after the other, each at the address where the last one ended. */
function createFirstPass(names: Map<string, number>): (place: string, text: string) => readonly Item[] {
  let address = 0
  let scope = ''
  const value = (expression: string) => evaluate(expression, (name) => names.get(scoped(name, scope)))
  const define = (name: string, what: number | undefined): void => {
    if (what === undefined) throw new SyntaxError(`${name} hangs on a name that comes later`)
    if (names.has(scoped(name, scope))) throw new SyntaxError(`${name} is there twice`)
    names.set(scoped(name, scope), what)
  }
  /** Takes the label off a line. */
  const unlabelled = (text: string): string => {
    const [whole = '', name] = /^(@?[A-Za-z_]\w*):\s*/.exec(text) ?? []
    if (name === undefined) return text
    if (!name.startsWith('@')) scope = name
    define(name, address)
    return text.slice(whole.length)
  }
  return (place, text) => {
    const rest = unlabelled(withoutComment(text).trim())
    const [word, operand] = cutAt(rest, /\s/)
    const [constant, what] = cutAt(rest, /=/)
    if (/^\w+$/.test(constant) && what !== '') define(constant, value(what))
    else if (word === '.org') address = value(operand) ?? address
    else if (word !== '') {
      const part = word.startsWith('.') ? dataOf(word, operand, value) : instructionOf(word, operand, value, address)
      const item = { place, scope, address, ...part }
      address += part.size
      return [item]
    }
    return []
  }
}

/** What stands before the first place that fits, and what stands after it. */
function cutAt(text: string, place: RegExp): [string, string] {
  const at = text.search(place)
  return at < 0 ? [text, ''] : [text.slice(0, at).trim(), text.slice(at + 1).trim()]
}

const scoped = (name: string, scope: string) => (name.startsWith('@') ? `${scope}${name}` : name)

function within<Result>(place: string, act: () => Result): Result {
  try {
    return act()
  } catch (cause) {
    throw new SyntaxError(`${place}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}

/** A semicolon within quotes is none. */
function withoutComment(text: string): string {
  return /^(?:[^;"']|"[^"]*"|'.'|')*/.exec(text)?.[0] ?? ''
}

type Part = Pick<Item, 'size' | 'write'>

function dataOf(word: string, operand: string, value: (expression: string) => number | undefined): Part {
  const parts = (operand.match(/"[^"]*"|(?:[^,"']|'.')+/g) ?? [])
    .map((part) => part.trim())
    .filter((part) => part !== '')
  if (word === '.res') {
    const size = value(operand)
    if (size === undefined || size < 0) throw new SyntaxError('.res needs a number that is known by now')
    return { size, write: () => Array.from({ length: size }, () => 0) }
  }
  if (word === '.word')
    return {
      size: 2 * parts.length,
      write: (known) => parts.flatMap((part) => [known(part) & 0xff, (known(part) >> 8) & 0xff]),
    }
  if (word !== '.byte') throw new SyntaxError(`“${word}” is unknown`)
  const isText = (part: string) => part.startsWith('"')
  const size = parts.reduce((sum, part) => sum + (isText(part) ? part.length - 2 : 1), 0)
  const bytesOf = (part: string, known: (expression: string) => number) =>
    isText(part)
      ? part
          .slice(1, -1)
          .split('')
          .map((sign) => sign.charCodeAt(0))
      : [byte(known(part))]
  return { size, write: (known) => parts.flatMap((part) => bytesOf(part, known)) }
}

/** The shapes of an operand, by what is left once its expression is taken out; the mode of a plain one hangs on its value. */
const shapes: readonly (readonly [RegExp, Mode | 'plain' | 'plainx' | 'plainy'])[] = [
  [/^#(.+)$/, 'imm'],
  [/^\((.+),\s*x\)$/i, 'inx'],
  [/^\((.+)\),\s*y$/i, 'iny'],
  [/^\((.+)\)$/, 'ind'],
  [/^(.+),\s*x$/i, 'plainx'],
  [/^(.+),\s*y$/i, 'plainy'],
  [/^(.+)$/, 'plain'],
]
const direct = { plain: ['zp', 'abs'], plainx: ['zpx', 'abx'], plainy: ['zpy', 'aby'] } as const

function instructionOf(
  word: string,
  operand: string,
  value: (expression: string) => number | undefined,
  address: number,
): Part {
  const known = opcodes.get(word.toLowerCase())
  if (known === undefined) throw new SyntaxError(`“${word}” is no instruction`)
  const isOfA = operand.toLowerCase() === 'a' && known.has('imp')
  if (operand === '' || isOfA) return { size: 1, write: () => [opcodeOf(known, 'imp', word)] }
  for (const [shape, kind] of shapes) {
    const expression = shape.exec(operand)?.[1]
    if (expression === undefined) continue
    const mode = kind in direct ? directMode(known, kind as keyof typeof direct, value(expression)) : (kind as Mode)
    const opcode = opcodeOf(known, mode, word)
    const write = (later: (text: string) => number) => [opcode, ...operandBytes(mode, later(expression), address)]
    return { size: sizes[mode], write }
  }
  throw new SyntaxError(`“${operand}” can’t be read`)
}

/** The short form where the value is known by now and fits: what comes later may be anywhere. */
function directMode(known: ReadonlyMap<Mode, number>, kind: keyof typeof direct, value: number | undefined): Mode {
  if (known.has('rel')) return 'rel'
  const [short, long] = direct[kind]
  return (value !== undefined && value < 256 && known.has(short)) || !known.has(long) ? short : long
}

function opcodeOf(known: ReadonlyMap<Mode, number>, mode: Mode, word: string): number {
  const opcode = known.get(mode)
  if (opcode === undefined) throw new SyntaxError(`${word} has no such operand`)
  return opcode
}

function operandBytes(mode: Mode, value: number, address: number): number[] {
  if (sizes[mode] === 3) return [value & 0xff, (value >> 8) & 0xff]
  if (mode !== 'rel') return [byte(value)]
  const away = value - address - 2
  if (away < -128 || away > 127) throw new SyntaxError(`the branch is ${away} bytes long, and may be −128 to 127`)
  return [away & 0xff]
}

function byte(value: number): number {
  if (value < -128 || value > 255) throw new SyntaxError(`${value} is no byte`)
  return value & 0xff
}
