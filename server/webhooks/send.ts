import { request as plainRequest, type RequestOptions } from 'node:http'
import { request as secureRequest } from 'node:https'
import { addressProblem, checkedLookup, isPublic } from './address.ts'

/** How much of an answer is read: nobody needs more of it, and it could be without end. */
const maxAnswerBytes = 64 * 1024

export interface SendOptions {
  readonly headers: Readonly<Record<string, string>>
  readonly signal: AbortSignal
  /** Which addresses may be called; those of the open internet by default. */
  readonly isAllowed?: (address: string) => boolean
}

/**
 * Posts a body to an address, and follows no redirect.
 * @returns the status of the answer. @throws where there is none, or the address is a forbidden one
 */
export function send(
  url: string,
  body: string,
  { headers, signal, isAllowed = isPublic }: SendOptions,
): Promise<number> {
  const problem = addressProblem(url, isAllowed)
  if (problem !== null) return Promise.reject(new Error(problem))
  const target = new URL(url)
  const request = target.protocol === 'https:' ? secureRequest : plainRequest
  const options: RequestOptions = {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    signal,
    agent: false,
    lookup: checkedLookup(isAllowed),
  }
  return new Promise((resolve, reject) => {
    const asked = request(target, options, (answer) => {
      let bytes = 0
      answer.on('data', (part: Buffer) => {
        bytes += part.length
        if (bytes > maxAnswerBytes) answer.destroy()
      })
      answer.once('close', () => resolve(answer.statusCode ?? 0))
    })
    asked.once('error', reject).end(body)
  })
}
