import { execFile } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Finding } from './finding.ts'

const looks = 20
const lookMs = 50

/** Drift in a second that a clock under correction may show; NTP slews by half a ms a second at most. */
const muchDriftMs = 5

/**
 * Frames are counted by the monotonic clock, and no step of the wall clock touches them; logs and file names
 * go by the wall clock, so it is worth knowing whether it is right and stays so.
 */
export async function examineClock(): Promise<Finding[]> {
  const [monotonic, wall] = [performance.now(), Date.now()]
  let [last, isSteppedBack] = [wall, false]
  for (let look = 0; look < looks; look++) {
    await sleep(lookMs)
    const now = Date.now()
    isSteppedBack ||= now < last
    last = now
  }
  const driftMs = Math.abs(last - wall - (performance.now() - monotonic))
  const text = `${new Date().toISOString()}, ${driftMs.toFixed(1)} ms apart from the monotonic clock in a second`
  const back = isSteppedBack ? '; it has stepped back meanwhile' : ''
  return [
    { about: 'Clock', state: isSteppedBack || driftMs > muchDriftMs ? 'absent' : 'fine', text: text + back },
    synchronised(await isSynchronised()),
  ]
}

function synchronised(answer: boolean | null): Finding {
  const about = 'Clock'
  if (answer === null) return { about, state: 'absent', text: 'whether it is set by NTP can’t be told here' }
  return answer
    ? { about, state: 'fine', text: 'set by NTP' }
    : { about, state: 'absent', text: 'not set by NTP: timedatectl set-ntp true' }
}

/** What systemd says; null where there is none. */
async function isSynchronised(): Promise<boolean | null> {
  try {
    const args = ['show', '--property=NTPSynchronized', '--value']
    const { stdout } = await promisify(execFile)('timedatectl', args, { timeout: 2000 })
    return stdout.trim() === 'yes' ? true : stdout.trim() === 'no' ? false : null
  } catch {
    return null
  }
}
