import { lookup as lookUp, type LookupAddress, type LookupOptions } from 'node:dns'

/** Names that are looked up at once. Each has one of the process’s four threads for files and hashes, for as long as its server is silent. */
const atOnce = 2

/** Names that wait for their turn; further ones are refused. */
const maxWaiting = 20

type Answered = (error: Error | null, addresses: LookupAddress[]) => void

/** Looks names up by the machine’s own rules, a few at a time: servers that don’t answer must not hold up what else has to wait for a thread. */
export interface Resolving {
  /** Answers with all addresses of a name. */
  ask(name: string, options: LookupOptions, answered: Answered): void
}

type Look = (name: string, options: LookupOptions & { readonly all: true }, answered: Answered) => void

/** @param look what looks one name up; the machine’s own way by default */
export function createResolving(look: Look = lookUp): Resolving {
  const waiting: (() => void)[] = []
  let running = 0
  const begin = (name: string, options: LookupOptions, answered: Answered) => {
    running += 1
    look(name, { ...options, all: true }, (error, addresses) => {
      running -= 1
      waiting.shift()?.()
      answered(error, addresses)
    })
  }
  return {
    ask(name, options, answered) {
      if (running < atOnce) begin(name, options, answered)
      else if (waiting.length < maxWaiting) waiting.push(() => begin(name, options, answered))
      else answered(new Error(`too many names are looked up already to ask for ${name}`), [])
    },
  }
}
