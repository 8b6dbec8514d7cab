import { accessSync, constants, globSync } from 'node:fs'
import type { Finding } from './finding.ts'

/** What encoders and cameras would be reached by. */
const kinds = [
  { pattern: '/dev/dri/renderD*', what: 'graphics for VAAPI and QSV', group: 'render' },
  { pattern: '/dev/nvidia[0-9]*', what: 'an NVIDIA card for NVENC', group: 'video' },
  { pattern: '/dev/video*', what: 'a camera or a video codec', group: 'video' },
] as const

/** Which devices there are, and whether we may use them. */
export function examineDevices(): Finding[] {
  return kinds.flatMap(({ pattern, what, group }): Finding[] => {
    const files = globSync(pattern).toSorted()
    if (files.length === 0)
      return [{ about: 'Devices', state: 'absent', text: `no ${pattern.replace('[0-9]', '')}: ${what}` }]
    return files.map((file): Finding => {
      const about = 'Devices'
      return mayUse(file)
        ? { about, state: 'fine', text: `${file}: ${what}` }
        : {
            about,
            state: 'absent',
            text: `${file}: ${what}, and this account may not use it: usermod -aG ${group} USER`,
          }
    })
  })
}

function mayUse(file: string): boolean {
  try {
    accessSync(file, constants.R_OK | constants.W_OK)
    return true
  } catch {
    return false
  }
}
