import { spawnSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { temporaryFolder, until } from '../helpers/arcade.ts'
import { probe } from '../helpers/media.ts'
import { playThrough, type Fault, type FaultReport } from './fault.ts'

/** Room for some seconds of the stream. */
const diskKilobytes = 1024

export const diskFull: Fault = {
  name: 'disk-full',
  title: 'a disk that is also written to is full',
  bounds: { samplesLost: 0 },
  unable: () => (process.getuid?.() === 0 && canMount() ? null : 'only root can mount a small disk'),
  run,
}

function canMount(): boolean {
  using folder = temporaryFolder()
  if (!mount(folder.path)) return false
  unmount(folder.path)
  return true
}

const mount = (path: string) =>
  spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${diskKilobytes}k`, 'tmpfs', path]).status === 0
const unmount = (path: string) => void spawnSync('umount', ['--lazy', path])

async function run(): Promise<FaultReport> {
  using folder = temporaryFolder()
  mount(folder.path)
  try {
    const file = folder.file('recording.mp4')
    return await playThrough({
      files: [file],
      async inject({ statuses }) {
        await until(() => statuses()[1]?.state === 'closed', 40_000)
        const problem = statuses()[1]?.problem ?? ''
        const { frames } = await probe(file)
        // The show goes on without it.
        await sleep(1000)
        return {
          notes: [`the file is closed (${problem}) and plays: ${(frames.length / 30).toFixed(1)} s`],
          more: { playableFrames: frames.length },
        }
      },
    })
  } finally {
    unmount(folder.path)
  }
}
