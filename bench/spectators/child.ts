import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A process of this bench. */
export interface Child extends AsyncDisposable {
  /** The next thing that it says. */
  next<T>(): Promise<T>
  ask<T>(): Promise<T>
}

/** @param isServer it gets the flags of Node that `npm start` has */
export function start(file: URL, args: readonly (string | number)[] = [], isServer = false): Child {
  const child = fork(fileURLToPath(file), args.map(String), {
    execArgv: isServer ? nodeFlags() : [],
  })
  const ended = once(child, 'exit')
  const next = async <T>() => {
    const over = ended.then(() => Promise.reject(new Error(`${file.pathname} has ended`)))
    const [said] = await Promise.race([once(child, 'message'), over])
    return said as T
  }
  return {
    next,
    ask<T>() {
      const answer = next<T>()
      child.send('?')
      return answer
    },
    async [Symbol.asyncDispose]() {
      child.disconnect()
      await ended
    },
  }
}

function nodeFlags(): string[] {
  const { scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    scripts: { start: string }
  }
  return scripts.start.split(' ').filter((word) => word.startsWith('--'))
}
