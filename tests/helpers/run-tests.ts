import { spawn } from 'node:child_process'
import { once } from 'node:events'

/**
 * Runs tests of a project outside, in a process that doesn't know that it was started by a test.
 *
 * @param more variables of its environment
 */
export async function runTests(
  cwd: string,
  files: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<{ readonly passed: number; readonly failed: number; readonly output: string }> {
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const args = ['--test', '--test-reporter=tap', ...files]
  const child = spawn(process.execPath, args, { cwd, env: { ...env, ...more }, stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  await once(child, 'close')
  const count = (what: string) => Number(new RegExp(`^# ${what} (\\d+)`, 'm').exec(output)?.[1])
  return { passed: count('pass'), failed: count('fail'), output }
}
