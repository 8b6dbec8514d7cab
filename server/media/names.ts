import path from 'node:path'
import type { Medium } from '../store/media.ts'
import { mediaLimits } from './limits.ts'

/** Where the files lie. Their names are ours, made of the id, and nothing that came with an upload is part of them. */
export const mediaFolder = (data: string) => path.join(data, 'media')

const endings = { image: 'png', video: 'mp4', sound: 'wav' } as const

/** The name of a medium’s file, by which the state calls it, too. */
export const fileOf = ({ id, kind }: Pick<Medium, 'id' | 'kind'>) => `${id}.${endings[kind]}`

export const idOf = (file: string) => file.slice(0, 16)

/** The name that people see: what was uploaded, without folders, control characters and what turns text around. */
export function shownName(uploaded: string): string {
  const last = uploaded.toWellFormed().split(/[/\\]/).at(-1) ?? ''
  const clean = last.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '').trim()
  return Array.from(clean).slice(0, mediaLimits.name).join('') || 'file'
}
