/**
 * The test command: brings what the tests need from the system, then runs them all.
 * As root on Debian or Ubuntu what is missing is installed by apt; elsewhere it is named, and the run fails.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'

/** Debian's package, and a file that tells whether it is there. */
const needed = [
  { name: 'nginx', files: ['/usr/sbin/nginx', '/usr/bin/nginx', '/usr/local/sbin/nginx'] },
  { name: 'libnginx-mod-rtmp', files: ['/usr/lib/nginx/modules/ngx_rtmp_module.so'] },
  { name: 'chromium', files: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'] },
  { name: 'redis-server', files: ['/usr/bin/redis-server', '/usr/local/bin/redis-server'] },
]

/** Without it, tests of what it does are skipped. */
const wanted = [{ name: 'espeak-ng', files: ['/usr/bin/espeak-ng', '/usr/local/bin/espeak-ng'] }]

function missingOf(packages: typeof needed): string[] {
  return packages.filter(({ files }) => !files.some((file) => existsSync(file))).map(({ name }) => name)
}

function bringSystemPackages(): void {
  const missing = missingOf(needed)
  const skipped = missingOf(wanted)
  if (missing.length + skipped.length === 0) return
  const canInstall = existsSync('/usr/bin/apt-get') && process.getuid?.() === 0
  if (!canInstall && missing.length > 0) {
    console.error(
      `The tests need ${missing.join(', ')}, and only root on Debian or Ubuntu gets them installed here: apt-get install ${missing.join(' ')}`,
    )
    process.exit(1)
  }
  if (canInstall && !install(missing)) {
    console.error(`apt-get could not install ${missing.join(', ')}`)
    process.exit(1)
  }
  if (skipped.length > 0 && !(canInstall && install(skipped)))
    console.error(`Without ${skipped.join(', ')} some tests are skipped.`)
}

function install(names: readonly string[]): boolean {
  if (names.length === 0) return true
  console.error(`Installing ${names.join(', ')}, for the tests …`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...args: string[]) =>
    spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0
  apt('update')
  return apt('install', '--yes', '--no-install-recommends', ...names)
}

/** Two files at a time: many wait for a clock or another process for half of their time, and more would fill two cores. */
function runTests(): number {
  const asked = process.argv.slice(2)
  const files = asked.length > 0 ? asked : globSync('tests/**/*.test.ts').toSorted()
  const { status } = spawnSync(process.execPath, ['--test', '--test-concurrency=2', ...files], { stdio: 'inherit' })
  return status ?? 1
}

bringSystemPackages()
process.exit(runTests())
