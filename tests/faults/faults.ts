import { clockJumped } from './clock-jumped.ts'
import { connectionReset } from './connection-reset.ts'
import { cpuStarved } from './cpu-starved.ts'
import { diskFull } from './disk-full.ts'
import { encoderKilled } from './encoder-killed.ts'
import { encoderStopped } from './encoder-stopped.ts'
import type { Fault } from './fault.ts'
import { halfBandwidth } from './half-bandwidth.ts'
import { keyRefused } from './key-refused.ts'
import { serverKilled } from './server-killed.ts'
import { serverStalled } from './server-stalled.ts'

/** All of them, in the order of the table. */
export const faults: readonly Fault[] = [
  encoderKilled,
  encoderStopped,
  serverKilled,
  serverStalled,
  connectionReset,
  keyRefused,
  halfBandwidth,
  diskFull,
  cpuStarved,
  clockJumped,
]
