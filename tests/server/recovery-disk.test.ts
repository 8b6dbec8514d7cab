import assert from 'node:assert/strict'
import { fork, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { openJournals } from '../../server/journals.ts'
import { goOn } from '../../server/memory/go-on.ts'
import { sessionFiles } from '../../server/sessions.ts'
import { openStage } from '../../server/stage.ts'
import type { FromActor } from '../crash/actor.ts'
import { dataOf, planOf } from '../crash/shows.ts'
import { temporaryFolder, until } from '../helpers/arcade.ts'
import { silentLog } from '../helpers/journal.ts'

const run = (command: string, ...args: string[]) => spawnSync(command, args).status === 0
const isRoot = process.getuid?.() === 0

/** Mounts at a place until it is disposed of; null where that can’t be done here. */
function mounted(place: string, ...args: string[]): Disposable | null {
  mkdirSync(place, { recursive: true })
  if (!isRoot || !run('mount', ...args, place)) return null
  return { [Symbol.dispose]: () => void run('umount', '--lazy', place) }
}

describe('a disk', () => {
  test('that is full raises an alarm, and the show goes on and is whole again afterwards', async (t) => {
    using folder = temporaryFolder()
    const data = dataOf(folder.path, 0)
    using disk = mounted(data, '-t', 'tmpfs', '-o', 'size=256k', 'tmpfs')
    if (disk === null) return t.skip('only root can mount a small disk')
    const plan = { ...(await planOf(folder.path, 0)), seed: 3 }
    const told: string[] = []
    const write = (line: string) => void told.push((JSON.parse(line) as { msg: string }).msg)
    const log = pino({ level: 'warn' }, { write })
    await using stage = await openStage(plan, log)
    const journals = openJournals(plan, { log, inUse: null, still: () => {} })
    await journals.ready
    journals.write(stage)
    const answers: string[] = []
    const play = async (isOver: () => boolean) => {
      for (let n = 0; !isOver() && n < 2000; n++) {
        const acknowledge = () => answers.push(`${stage.match.tick}`)
        stage.chat.local?.say({
          userId: `${n}`,
          user: 'ann',
          text: 'red',
          respond: () => journals.acknowledge(acknowledge),
        })
        stage.step()
        journals.write(stage)
        if (n % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 1))
      }
    }
    writeFileSync(`${data}/filler`, Buffer.alloc(200 * 1024))
    await play(() => journals.session?.journal === 'failing')
    assert.equal(journals.session?.journal, 'failing')
    assert.match(told.join('\n'), /can’t be written: ENOSPC.*The show goes on, and it is tried again/)
    // Whoever types is still answered.
    const [ticks, answered] = [stage.match.tick, answers.length]
    await play(() => stage.match.tick > ticks + 60)
    await until(() => answers.length > answered + 50)

    writeFileSync(`${data}/filler`, '')
    await until(() => journals.session?.journal === 'live')
    assert.match(told.join('\n'), /is written again, and nothing of it is missing/)
    await journals.close(stage, 0)
    const [file] = sessionFiles(data) as [string]
    const items = readFileSync(file, 'utf8').match(/"userId":"local:/g)
    assert.equal(
      items?.length,
      stage.chat.counts.received - (readFileSync(file, 'utf8').match(/"userId":"crowd:/g)?.length ?? 0),
    )
  })

  test('that loses all that was not synced, in a power cut, has every acknowledged command', async (t) => {
    using folder = temporaryFolder()
    const [image, copy] = [folder.file('image'), folder.file('copy')]
    if (!isRoot || !run('truncate', '-s', '24M', image) || !run('mkfs.ext4', '-q', image))
      return t.skip('only root can make and mount a file system')
    const show = folder.file('show')
    using disk = mounted(show, '-o', 'loop', image)
    if (disk === null) return t.skip('this machine can mount no file by a loop device')
    for (let cut = 0; cut < 2; cut++) {
      const acknowledged = await cutPower(show, image, copy, cut)
      t.diagnostic(`${acknowledged.size} commands were acknowledged before the cut`)
      const after = folder.file(`after-${cut}`)
      using left = mounted(after, '-o', 'loop', copy)
      assert.ok(left !== null)
      const [file] = sessionFiles(dataOf(after, 0)) as [string]
      const said = readFileSync(file, 'utf8')
      for (const user of acknowledged) assert.ok(said.includes(`"userId":"local:${user}"`), `${user} is lost`)
      const going = await goOn(await planOf(after, 0), silentLog)
      assert.notEqual(going, null)
      going?.inUse.lock.release(true)
    }
    assert.ok(existsSync(image))
  })
})

/**
 * Stops a show at a moment that nobody chose, and takes what its disk has: of a file system in a file that is what was synced, since the
 * rest waits in the memory of the machine for many seconds.
 *
 * @returns whose commands were acknowledged
 */
async function cutPower(folder: string, image: string, copy: string, cut: number): Promise<Set<string>> {
  const child = fork(fileURLToPath(new URL('../crash/actor.ts', import.meta.url)), [folder, '1'])
  const exit = once(child, 'exit')
  const acknowledged = new Set<string>()
  let said = 0
  child.on('message', (message: FromActor) => {
    if (message.type === 'acknowledged') acknowledged.add(message.user)
    else if (message.type === 'shown') child.send({ show: 0, user: `viewer ${cut}-${said++}`, text: 'red' })
  })
  try {
    await until(() => acknowledged.size > 20 + 7 * cut, 30_000)
    child.kill('SIGSTOP')
    assert.ok(run('cp', '--sparse=always', image, copy))
  } finally {
    child.kill('SIGKILL')
    await exit
  }
  return acknowledged
}
