import type { DatabaseSync } from 'node:sqlite'
import { prepare } from './database.ts'

/** What a moderator wrote down about somebody of the chat. */
export interface Note {
  readonly id: number
  /** Who it is about, as a message names them: `twitch:1234`. */
  readonly person: string
  readonly text: string
  readonly by: string
  readonly atMs: number
}

/** Beyond it the oldest go. */
const maxNotes = 50_000

export function createNotes(db: DatabaseSync) {
  const list = prepare<Note>(db, 'select * from notes where person = :person order by id desc limit 100')
  const add = prepare<{ id: number }>(
    db,
    'insert into notes (person, text, "by", atMs) values (:person, :text, :by, :atMs) returning id',
  )
  const putBack = prepare(
    db,
    `insert into notes (id, person, text, "by", atMs) values (:id, :person, :text, :by, :atMs) on conflict do nothing`,
  )
  const remove = prepare(db, 'delete from notes where id = :id')
  const erase = prepare(db, 'delete from notes where person = :person')
  const trim = prepare(db, `delete from notes where id <= (select max(id) from notes) - ${maxNotes}`)
  return {
    /** The newest hundred, the newest first. */
    list: (person: string): Note[] => list.all({ person }),
    /** @returns its number */
    add: (note: Omit<Note, 'id'>): number => add.get({ ...note })?.id ?? 0,
    /** Has one again that was taken away, in its place among the others, unless another has its number by now: then it is the newest. */
    putBack({ id, ...note }: Note): void {
      if (putBack.run({ id, ...note }) === 0) add.get({ ...note })
    },
    remove: (id: number): boolean => remove.run({ id }) > 0,
    /** All about one person. */
    erase: (person: string): number => erase.run({ person }),
    tidy(): void {
      trim.run()
    },
  }
}
