import {
  ArraySchema,
  CollectionSchema,
  MapSchema,
  Metadata,
  Schema,
  SetSchema,
  type DefinitionType,
} from '@colyseus/schema'

/** A part of the state as plain data: its fields by name, a list, or entries. One part that stands in two places is one object. */
type SavedPart = Map<string, unknown> | readonly unknown[]

/** What becomes of a state in a snapshot. It is to be turned into bytes at once, by something that keeps shared references. */
export interface SavedState {
  readonly root: SavedPart
}

type Collection = ArraySchema | MapSchema | SetSchema | CollectionSchema

/**
 * The state as plain data, every value as the game left it: not as the protocol would send it, which rounds numbers to the width of
 * their field, and not as JSON, which has no `NaN`.
 *
 * @throws TypeError for a part of another class than its field has, since only a field tells what to make again
 */
export function saveState(state: Schema): SavedState {
  const saved = new Map<object, SavedPart>()
  const save = (value: unknown, type: DefinitionType | undefined): unknown => {
    if (value instanceof Schema) return part(value, () => fields(value, type))
    if (value instanceof MapSchema)
      return part(value, () => new Map([...value.entries()].map(([key, each]) => [key, save(each, childOf(type))])))
    if (isCollection(value)) return part(value, () => [...value.values()].map((each) => save(each, childOf(type))))
    return value
  }
  const part = (value: object, make: () => SavedPart): SavedPart => {
    const made = saved.get(value) ?? make()
    saved.set(value, made)
    return made
  }
  const fields = (value: Schema, type: DefinitionType | undefined): SavedPart => {
    if (type !== undefined && value.constructor !== type)
      throw new TypeError(`a ${value.constructor.name} stands in a field of another type, and can’t be saved`)
    return new Map(typesOf(value).map(([name, each]) => [name, save(fieldOf(value, name), each)]))
  }
  return { root: fields(state, undefined) }
}

/** Puts a state back: what is there is filled, so that whoever holds a part of it still does. Before it is encoded for the first time. */
export function loadState(state: Schema, { root }: SavedState): void {
  const loaded = new Map<unknown, unknown>()
  const load = (memory: unknown, type: DefinitionType, present: unknown): unknown => {
    if (!(memory instanceof Map) && !Array.isArray(memory)) return memory
    if (loaded.has(memory)) return loaded.get(memory)
    if (isClass(type)) {
      const target = present instanceof type ? present : new type()
      loaded.set(memory, target)
      if (memory instanceof Map) fill(target, memory)
      return target
    }
    const target = isCollection(present) ? present : collectionOf(type)
    if (target === null) return memory
    loaded.set(memory, target)
    refill(target, memory, (each) => load(each, childOf(type) as DefinitionType, null))
    return target
  }
  const fill = (target: Schema, memory: ReadonlyMap<string, unknown>) => {
    for (const [name, type] of typesOf(target)) {
      const value = load(memory.get(name), type, fieldOf(target, name))
      if (value !== fieldOf(target, name)) Reflect.set(target, name, value)
    }
  }
  if (root instanceof Map) fill(state, root)
}

function refill(
  target: Collection,
  memory: ReadonlyMap<string, unknown> | readonly unknown[],
  load: (each: unknown) => unknown,
): void {
  target.clear()
  if (target instanceof MapSchema) for (const [key, each] of memory.entries()) target.set(String(key), load(each))
  else if (target instanceof ArraySchema) for (const each of memory.values()) target.push(load(each))
  else for (const each of memory.values()) target.add(load(each))
}

function typesOf(part: Schema): [string, DefinitionType][] {
  return Object.entries(Metadata.getFields(part.constructor) as Record<string, DefinitionType>)
}

const fieldOf = (part: Schema, name: string): unknown => Reflect.get(part, name)

const isClass = (type: unknown): type is new () => Schema => typeof type === 'function' && Schema.is(type)

const isCollection = (value: unknown): value is Collection =>
  value instanceof ArraySchema ||
  value instanceof MapSchema ||
  value instanceof SetSchema ||
  value instanceof CollectionSchema

/** A field’s type is `{ array: Child }` where it is a collection. */
function childOf(type: DefinitionType | undefined): DefinitionType | undefined {
  return typeof type === 'object' ? (Object.values(type)[0] as DefinitionType) : undefined
}

function collectionOf(type: DefinitionType): Collection | null {
  if (typeof type !== 'object') return null
  if ('array' in type) return new ArraySchema()
  if ('map' in type) return new MapSchema()
  if ('set' in type) return new SetSchema()
  return 'collection' in type ? new CollectionSchema() : null
}
