import type { DatabaseSync } from 'node:sqlite'
import { prepare } from './database.ts'

/** A file that moderators may show or play; its bytes lie in the data directory under its id. */
export interface Medium {
  readonly id: string
  readonly name: string
  readonly kind: 'image' | 'video' | 'sound'
  readonly mime: string
  readonly bytes: number
  /** Of its content, in hex. */
  readonly sha256: string
  /** In pixels; null for sound. */
  readonly width: number | null
  readonly height: number | null
  /** Null for an image. */
  readonly seconds: number | null
  readonly by: string
  readonly atMs: number
}

/** Media as the panel lists them. How many there may be is asked by who uploads. */
export function createMedia(db: DatabaseSync) {
  const list = prepare<Medium>(db, 'select * from media order by atMs desc, id limit 10000')
  const get = prepare<Medium>(db, 'select * from media where id = :id')
  const sum = prepare<{ count: number; bytes: number }>(
    db,
    'select count(*) as count, coalesce(sum(bytes), 0) as bytes from media',
  )
  const add = prepare(
    db,
    `insert into media values (:id, :name, :kind, :mime, :bytes, :sha256, :width, :height, :seconds, :by, :atMs)`,
  )
  const rename = prepare(db, 'update media set name = :name where id = :id')
  const remove = prepare(db, 'delete from media where id = :id')
  return {
    /** The newest first. */
    list: (): Medium[] => list.all(),
    get: (id: string): Medium | null => get.get({ id }) ?? null,
    /** All of them together. */
    sum: (): { count: number; bytes: number } => sum.get() ?? { count: 0, bytes: 0 },
    add(medium: Medium): void {
      add.run({ ...medium })
    },
    rename: (id: string, name: string): boolean => rename.run({ id, name }) > 0,
    remove: (id: string): boolean => remove.run({ id }) > 0,
  }
}
