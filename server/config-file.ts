import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { parse } from 'yaml'
import type { PartialConfig } from './config.ts'
import { ServerError } from './error.ts'

const names = ['chatarcade.config.ts', 'chatarcade.config.yaml']

/**
 * Reads the config file: the one that is named, else `chatarcade.config.ts` or `.yaml` in the working directory, else none.
 * @throws ServerError `bad-config`
 */
export async function readConfigFile(named: string | undefined): Promise<PartialConfig> {
  const file = named ?? names.find((name) => existsSync(name))
  if (file === undefined) return {}
  if (!existsSync(file)) throw new ServerError('bad-config', `config file ${file} does not exist`)
  try {
    return check(file, await load(path.resolve(file)))
  } catch (cause) {
    if (cause instanceof ServerError) throw cause
    throw new ServerError(
      'bad-config',
      `config file ${file} can't be read: ${(cause as Error).message.split('\n')[0]}`,
      { cause },
    )
  }
}

async function load(file: string): Promise<unknown> {
  if (/\.ya?ml$/.test(file)) return parse(readFileSync(file, 'utf8')) as unknown
  if (/\.[mc]?[jt]s$/.test(file)) return ((await import(pathToFileURL(file).href)) as { default?: unknown }).default
  throw new ServerError('bad-config', `config file ${file} must end in .ts or .yaml`)
}

function check(file: string, value: unknown): PartialConfig {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  if (value === null || value === undefined) return {}
  throw new ServerError('bad-config', `config file ${file} must hold settings by name`)
}
