/** Why the server did not do what was asked. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

/** What to tell of something that was asked of the server and failed. */
export const problemOf = (error: unknown): string => (error instanceof ApiError ? error.message : 'That failed.')

/** What the server answers to something that was done. */
export interface Done {
  /** Number of its entry in the log; null where the log can’t be written. */
  readonly deed: number | null
  readonly canUndo: boolean
}

export type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** The way to the server, by the endpoints of `/api/openapi.json`. */
export interface Api {
  /** @throws ApiError */
  get<T>(path: string): Promise<T>
  /** Anything that changes something. @throws ApiError */
  send<T = Done>(method: Method, path: string, body?: unknown): Promise<T>
  /** Sends a file as it is. @throws ApiError */
  upload<T>(path: string, file: File, progress: (share: number) => void): Promise<T>
}

/** What the way to the server has to know of who goes it. */
export interface ApiDoor {
  /** The word that shows that a request comes from this page. */
  csrf(): string
  /** The server no longer knows us. */
  loggedOut(): void
  /** The password has to be typed once more. Gives whether it was. */
  prove(): Promise<boolean>
}

export function createApi(door: ApiDoor): Api {
  const ask = async <T>(path: string, init: RequestInit): Promise<T> => {
    const answer = await fetch(path, { ...init, credentials: 'same-origin' }).catch(() => {
      throw unreachable()
    })
    const text = await answer.text().catch(() => {
      throw unreachable()
    })
    try {
      return read(answer.status, text) as T
    } catch (error) {
      if (error instanceof ApiError && error.code === 'not-logged-in') door.loggedOut()
      throw error
    }
  }
  const send = <T>(method: Method, path: string, body: unknown) =>
    ask<T>(path, {
      method,
      headers: { 'x-csrf-token': door.csrf(), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  const proven = async <T>(run: () => Promise<T>): Promise<T> => {
    try {
      return await run()
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'prove-again' || !(await door.prove())) throw error
      return await run()
    }
  }
  return {
    get: (path) => proven(() => ask(path, {})),
    send: (method, path, body) => proven(() => send(method, path, body)),
    upload: (path, file, progress) => upload(path, file, door.csrf(), progress),
  }
}

const unreachable = () => new ApiError(0, 'unreachable', 'The server can’t be reached.')

/** `fetch` tells nothing of how far an upload is. */
function upload<T>(path: string, file: File, csrf: string, progress: (share: number) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', path)
    request.setRequestHeader('x-csrf-token', csrf)
    request.upload.onprogress = ({ loaded, total }) => progress(loaded / total)
    request.onerror = () => reject(unreachable())
    request.onload = () => {
      try {
        resolve(read(request.status, request.responseText) as T)
      } catch (error) {
        reject(error)
      }
    }
    const form = new FormData()
    form.append('file', file)
    request.send(form)
  })
}

/** @throws ApiError where the status isn’t one of success */
function read(status: number, text: string): unknown {
  const body = parse(text)
  if (status >= 200 && status < 300) return body
  const { code = 'failed', error, message } = (body ?? {}) as { code?: string; error?: string; message?: string }
  throw new ApiError(status, code, sentence(message ?? error ?? `the server answered ${status}`))
}

/** The server’s reasons are parts of a sentence in a terminal; here they stand alone. */
function sentence(reason: string): string {
  const first = reason.charAt(0).toUpperCase() + reason.slice(1)
  return /[.!?…]$/.test(first) ? first : `${first}.`
}

function parse(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text)
  } catch {
    return null
  }
}
