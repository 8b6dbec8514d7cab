import { existsSync, statSync } from 'node:fs'
import type { Finding } from './finding.ts'

const secrets = ['TWITCH_STREAM_KEY', 'TWITCH_TOKEN'] as const

/** Whether the keys are there and kept well; never what they are. */
export function examineKeys(env: NodeJS.ProcessEnv): Finding[] {
  return secrets.map((name) => {
    const about = 'Keys'
    const file = env[`${name}_FILE`]
    if (file === undefined || file === '') {
      if (!env[name]) return { about, state: 'absent', text: `${name} is not set` }
      return { about, state: 'absent', text: `${name} is set in the environment; a file (${name}_FILE) is kept better` }
    }
    if (!existsSync(file)) return { about, state: 'lacking', text: `${name}_FILE is ${file}, which is not there` }
    const isOpen = (statSync(file).mode & 0o077) !== 0
    return isOpen
      ? { about, state: 'absent', text: `${name}_FILE can be read by others: chmod 600 ${file}` }
      : { about, state: 'fine', text: `${name}_FILE is there, and only you can read it` }
  })
}
