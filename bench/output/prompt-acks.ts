import { spawnSync } from 'node:child_process'

/**
 * Of the namespace’s own loopback, since the machine’s is nobody’s to change: whoever receives by it acknowledges at once. Linux
 * lets an acknowledgement wait for up to 40 ms otherwise, and nginx’s RTMP module, which leaves Nagle’s algorithm on, lets the last
 * piece of each frame wait for it. See `quickack` in ip-route(8).
 */
const setUp = [
  'ip link set lo up',
  ...['127.0.0.0/8', '127.0.0.1'].map(
    (where) => `ip route replace table local local ${where} dev lo proto kernel scope host src 127.0.0.1 quickack 1`,
  ),
].join(' && ')

/**
 * Runs this program again with other arguments, where receivers acknowledge at once.
 * @returns whether it could: it takes root on Linux, with iproute2
 */
export function runWithPromptAcks(program: string, args: readonly string[]): boolean {
  const isThere = spawnSync('unshare', ['--net', 'sh', '-c', setUp], { stdio: 'ignore' }).status === 0
  if (!isThere) return false
  const command = [process.execPath, program, ...args]
  spawnSync('unshare', ['--net', 'sh', '-c', `${setUp} && exec "$@"`, 'sh', ...command], { stdio: 'inherit' })
  return true
}
