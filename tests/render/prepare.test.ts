import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { parseTarget, prepareTarget } from '../../render/index.ts'
import { temporaryFolder } from '../helpers/arcade.ts'

describe('prepareTarget', () => {
  it('clears an HLS directory of an earlier run’s files, and of nothing else', () => {
    using folder = temporaryFolder()
    const foreign = [
      'segment-.ts',
      'my-segment-000001.ts',
      'segment-000001.ts.bak',
      'holiday.ts',
      'other.m3u8',
      'index.m3u8.bak',
      'README',
    ]
    const ours = ['index.m3u8', 'segment-000001.ts', 'segment-1234567.ts', 'segment-000002.ts.tmp']
    for (const name of [...foreign, ...ours]) writeFileSync(folder.file(name), 'x')
    prepareTarget(parseTarget(`hls:${folder.path}`))
    assert.deepEqual(readdirSync(folder.path).sort(), [...foreign, 'show.pid'].sort())
  })

  it('refuses a directory that another program streams to, until that is gone', { timeout: 30_000 }, async () => {
    using folder = temporaryFolder()
    const hls = parseTarget(`hls:${folder.path}`)
    const module = new URL('../../render/index.ts', import.meta.url).href
    const program = `
      const { parseTarget, prepareTarget } = await import(${JSON.stringify(module)})
      prepareTarget(parseTarget(${JSON.stringify(hls.url)}))
      console.log('ready')
      setInterval(() => {}, 1000)`
    const other = spawn(process.execPath, ['--input-type=module', '--eval', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    try {
      await once(other.stdout, 'data')
      assert.throws(() => prepareTarget(hls), { code: 'unwritable', message: /in use by another show/ })
      // The same id, given anew to a process that was started at another time.
      writeFileSync(folder.file('show.pid'), `${other.pid} 1\n`)
      if (existsSync('/proc/self/stat')) prepareTarget(hls)
    } finally {
      other.kill('SIGKILL')
      await once(other, 'close')
    }
    prepareTarget(hls)
  })

  it('makes the directory that is missing, and leaves a file that is there', () => {
    using folder = temporaryFolder()
    prepareTarget(parseTarget(`hls:${folder.file('a/b')}`))
    prepareTarget(parseTarget(folder.file('c/d/out.mkv')))
    assert.ok(existsSync(folder.file('a/b')) && existsSync(folder.file('c/d')))
    writeFileSync(folder.file('c/d/out.mkv'), 'x')
    prepareTarget(parseTarget(folder.file('c/d/out.mkv')))
    assert.deepEqual(readdirSync(folder.file('c/d')), ['out.mkv'])
    prepareTarget(parseTarget('null:'))
  })

  it('names the place that can’t be written', () => {
    using folder = temporaryFolder()
    writeFileSync(folder.file('file'), 'x')
    for (const text of [`hls:${folder.file('file/hls')}`, folder.file('file/out.mkv')])
      assert.throws(() => prepareTarget(parseTarget(text)), {
        code: 'unwritable',
        message: /^output .*file.* can't be written$/,
      })
  })

  it('tells of a directory in the place of a file, and of a file that isn’t ours to write', () => {
    using folder = temporaryFolder()
    mkdirSync(folder.file('dir.mkv'))
    assert.throws(() => prepareTarget(parseTarget(folder.file('dir.mkv'))), {
      code: 'unwritable',
      message: /dir\.mkv is a directory; name a file in it$/,
    })
    // Of a row of files this is only the name that they are given.
    prepareTarget(parseTarget(folder.file('dir.mkv?segment=5')))
    if (process.getuid?.() === 0) return
    writeFileSync(folder.file('read.mkv'), 'x', { mode: 0o400 })
    assert.throws(() => prepareTarget(parseTarget(folder.file('read.mkv'))), { code: 'unwritable' })
  })
})
