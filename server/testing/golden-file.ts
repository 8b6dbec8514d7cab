import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** What is set where golden files are to be written: `new` those that are missing, `all` the others as well. */
const variable = 'CHATARCADE_GOLDEN'

/** A picture or sound, for the comparison with a file that somebody has looked at or listened to. */
export interface Golden {
  /** What it is called in a sentence: `picture`. */
  readonly kind: string
  readonly bytes: Uint8Array
  /** How it differs from what is in the file, in words; null where nobody would notice. */
  readonly compare: (golden: Uint8Array) => Promise<string | null> | string | null
}

/**
 * Compares with a file, or writes it.
 *
 * @param file from the working directory, or a `file:` URL
 * @throws Error that says where both are to be seen
 */
export async function matchGolden(file: string | URL, { kind, bytes, compare }: Golden): Promise<void> {
  const golden = path.resolve(typeof file === 'string' && !file.startsWith('file:') ? file : fileURLToPath(file))
  const { dir, name, ext } = path.parse(golden)
  const actual = path.join(dir, `${name}.actual${ext}`)
  rmSync(actual, { force: true })
  const wanted = process.env[variable] ?? ''
  const isThere = existsSync(golden)
  if (wanted === 'all' || (wanted === 'new' && !isThere)) return write(golden, bytes)
  if (!isThere)
    throw new Error(`there is no ${golden} to compare the ${kind} with. Set ${variable}=new once to have it written.`)
  const difference = await compare(new Uint8Array(readFileSync(golden)))
  if (difference === null) return
  write(actual, bytes)
  throw new Error(
    `the ${kind} is not ${golden} any more: ${difference}. It is now ${actual}. Where it is as it should be, set ${variable}=all once.`,
  )
}

function write(file: string, bytes: Uint8Array): void {
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, bytes)
}
