import { createServer } from 'node:net'
import { messageOf } from '../../chat/index.ts'
import type { PictureFormat } from '../../render/index.ts'
import type { Config } from '../config.ts'
import { readTwitch } from '../environment.ts'
import { findIngest } from '../ingest.ts'
import { goesToTwitch, planPictures } from '../outputs.ts'
import type { Finding } from './finding.ts'
import { examineTarget } from './targets.ts'

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

/** Whether each output could be started, and how far Twitch is. */
export async function examineOutputs(
  config: Config,
  env: NodeJS.ProcessEnv,
  format: PictureFormat,
): Promise<Finding[]> {
  try {
    const twitch = readTwitch(env)
    const planned = planPictures(config, twitch, format).flatMap((picture) =>
      picture.outputs.map((output) => ({ ...output, format: picture.format })),
    )
    const isListed = goesToTwitch(config, twitch) && twitch.ingestList !== null
    // Twitch's own is named by its list.
    const outputs = planned.filter(({ target }) => !isListed || target.id !== 'twitch')
    return (
      await Promise.all([
        ...outputs.map((output) => examineTarget(output, env)),
        ...(twitch.ingestList === null ? [] : [examineIngest(twitch.ingestList)]),
      ])
    ).flat()
  } catch (error) {
    return [{ about: 'Outputs', state: 'lacking', text: messageOf(error) }]
  }
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
