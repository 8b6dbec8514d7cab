/** Reads what a module offers to others, with the docblocks, from its source. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseSync } from 'vite'

/** Something that can be imported by its name. */
export interface Exported {
  readonly name: string
  /** The module that it is written in; of another package its name. */
  readonly file: string
  /** The text of its docblock, without the stars; empty where it has none. */
  readonly doc: string
  /** How it is declared, without what it does; empty where another package has it. */
  readonly code: string
}

type Parsed = ReturnType<typeof parseSync>
type Statement = Parsed['program']['body'][number]

interface Source {
  readonly file: string
  readonly text: string
  readonly parsed: Parsed
}

const sources = new Map<string, Source>()

function read(file: string): Source {
  const known = sources.get(file)
  if (known !== undefined) return known
  const text = readFileSync(file, 'utf8')
  const source = { file, text, parsed: parseSync(file, text) }
  sources.set(file, source)
  return source
}

/** Everything that a module exports, in the order in which it stands there; what it passes on from others where they have it. */
export function exportsOf(file: string): Exported[] {
  const source = read(file)
  const all = source.parsed.program.body.flatMap((statement) => {
    if (statement.type === 'ExportAllDeclaration') return exportsOf(beside(file, statement.source.value))
    if (statement.type !== 'ExportNamedDeclaration') return []
    if (statement.source === null) return declared(source, statement)
    const names = statement.specifiers.map(({ exported }) => ('name' in exported ? exported.name : exported.value))
    const from = statement.source.value
    if (!from.startsWith('.')) return names.map((name) => ({ name, file: from, doc: '', code: '' }))
    const there = exportsOf(beside(file, from))
    return names.flatMap((name) => there.filter((each) => each.name === name))
  })
  // A class that is made by `schema` and its type have one name.
  return all.filter(({ name }, at) => all.findIndex((each) => each.name === name) === at)
}

const beside = (file: string, specifier: string) => path.join(path.dirname(file), specifier)

function declared(source: Source, statement: Extract<Statement, { type: 'ExportNamedDeclaration' }>): Exported[] {
  const { declaration } = statement
  if (declaration === null) return []
  const doc = docBefore(source, statement.start)
  const whole = { file: source.file, doc }
  if (declaration.type === 'VariableDeclaration')
    return declaration.declarations.map(({ id }) => ({
      ...whole,
      name: id.type === 'Identifier' ? id.name : '',
      code: source.text.slice(statement.start, statement.end),
    }))
  if (!('id' in declaration) || declaration.id === null || !('name' in declaration.id)) return []
  return [{ ...whole, name: declaration.id.name, code: codeOf(source, statement, declaration) }]
}

function codeOf({ text, parsed }: Source, statement: Statement, declaration: { type: string; body?: unknown }): string {
  const { start, end } = statement
  if (declaration.type === 'FunctionDeclaration') return text.slice(start, startOf(declaration.body, end)).trim()
  if (declaration.type !== 'ClassDeclaration') return text.slice(start, end)
  const { body } = declaration.body as { readonly body: readonly Member[] }
  const head = text.slice(start, startOf(declaration.body, end)).trim()
  const members = body.filter(isPublic).map((member) => {
    const until = member.type === 'MethodDefinition' ? startOf(member.value?.body, member.end) : member.end
    const doc = commentBefore(parsed, text, member.start)
    return `${doc === '' ? '' : `  ${doc}\n`}  ${text.slice(member.start, until).trim()}`
  })
  return `${head} {\n${members.join('\n')}\n}`
}

interface Member {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly key: { readonly type: string }
  readonly accessibility?: string | null
  readonly value?: { readonly body?: unknown } | null
}

const isPublic = ({ key, accessibility }: Member) =>
  key?.type !== 'PrivateIdentifier' && accessibility !== 'private' && key !== undefined

const startOf = (node: unknown, otherwise: number): number =>
  typeof node === 'object' && node !== null && 'start' in node ? Number(node.start) : otherwise

function docBefore({ text, parsed }: Source, at: number): string {
  return commentBefore(parsed, text, at)
    .replaceAll(/^\/\*\*|\*\/$/g, '')
    .replaceAll(/^[ \t]*\* ?/gm, '')
    .trim()
}

/** The docblock that stands just before a place. */
function commentBefore({ comments }: Parsed, text: string, at: number): string {
  const last = comments.findLast((comment) => comment.end <= at)
  if (last === undefined || !last.value.startsWith('*') || text.slice(last.end, at).trim() !== '') return ''
  return text.slice(last.start, last.end)
}
