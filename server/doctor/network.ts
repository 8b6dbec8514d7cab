import { createServer } from 'node:net'
import { messageOf } from '../../chat/index.ts'
import type { PictureFormat, Target } from '../../render/index.ts'
import type { Config } from '../config.ts'
import { readTwitch } from '../environment.ts'
import { findIngest } from '../ingest.ts'
import { goesToTwitch, planPictures } from '../outputs.ts'
import { connectMs } from '../reach.ts'
import type { Finding } from './finding.ts'

/** Time that a server has to take a connection. */
const reachMs = 3000

/** Whether the page's port is free. */
export async function examinePort({ port: number = 8080, host }: Config): Promise<Finding> {
  const problem = await new Promise<string | null>((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    server.listen(number, host, () => server.close(() => resolve(null)))
  })
  return problem === null
    ? { about: 'Port', state: 'fine', text: `${number} is free on ${host}` }
    : {
        about: 'Port',
        state: 'lacking',
        text: `${number} on ${host} can’t be used (${problem}); name another with --port`,
      }
}

/** Whether the servers that the outputs go to take connections, and how far Twitch is. Nothing is sent to them. */
export async function examineOutputs(
  config: Config,
  env: NodeJS.ProcessEnv,
  format: PictureFormat,
): Promise<Finding[]> {
  try {
    const twitch = readTwitch(env)
    const targets = planPictures(config, twitch, format).flatMap(({ outputs }) => outputs.map(({ target }) => target))
    const isListed = goesToTwitch(config, twitch) && twitch.ingestList !== null
    // Twitch's own is named by its list.
    const servers = targets.filter((target) => target.kind === 'rtmp').filter(({ id }) => !isListed || id !== 'twitch')
    return (
      await Promise.all([
        ...servers.map(examineServer),
        ...(twitch.ingestList === null ? [] : [examineIngest(twitch.ingestList)]),
      ])
    ).flat()
  } catch (error) {
    return [{ about: 'Outputs', state: 'lacking', text: messageOf(error) }]
  }
}

async function examineServer({ id, url, host, port }: Extract<Target, { kind: 'rtmp' }>): Promise<Finding> {
  const about = 'Outputs'
  const ms = await connectMs({ host, port }, reachMs)
  return ms === null
    ? { about, state: 'lacking', text: `${id} (${url}) takes no connection within ${reachMs / 1000} s` }
    : { about, state: 'fine', text: `${id} (${url}) is ${Math.ceil(ms)} ms away` }
}

/** A machine without a network may still make files, so this is never lacking. */
async function examineIngest(list: string): Promise<Finding> {
  const found = await findIngest(list)
  const about = 'Twitch'
  return found.ingest === null
    ? { about, state: 'absent', text: `its list of ingests can’t be used from here: ${found.problem}` }
    : {
        about,
        state: 'fine',
        text: `nearest ingest of ${found.listed}: ${found.ingest.name}, ${Math.ceil(found.ms)} ms away`,
      }
}
