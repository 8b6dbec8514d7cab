import { parsePreset } from '../render/index.ts'
import type { Config } from './config.ts'
import { examineClock } from './doctor/clock.ts'
import { examineDevices } from './doctor/devices.ts'
import { examineEncoding } from './doctor/encoding.ts'
import type { Finding } from './doctor/finding.ts'
import { examineKeys } from './doctor/keys.ts'
import { examineDisk, examineMachine, examineSpeech } from './doctor/machine.ts'
import { examineOutputs, examinePort } from './doctor/network.ts'
import { planFormat } from './format.ts'

/**
 * Looks at what this machine can do for a show with these settings, and changes nothing on it.
 * @throws RenderError where the settings themselves are wrong
 */
export async function examine(config: Config, env: NodeJS.ProcessEnv): Promise<Finding[]> {
  const format = planFormat(config)
  const show = { format, preset: parsePreset(config.preset), encoder: config.encoder }
  const [clock, port, outputs] = await Promise.all([
    examineClock(),
    examinePort(config),
    examineOutputs(config, env, format),
  ])
  return [
    examineMachine(),
    ...clock,
    // By itself, since the others would be measured worse beside it.
    ...(await examineEncoding(env, show)),
    ...examineDevices(),
    examineSpeech(env),
    port,
    ...outputs,
    ...examineKeys(env),
    examineDisk(config),
  ]
}
