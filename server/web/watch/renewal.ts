import type { ShowInfo } from '../link/show-info.ts'

const key = 'chatarcade-renewed'

/** For so long a page is not loaded anew for the same build: something between us may go on giving the old one. */
const restMs = 3600_000

const lookMs = 1000

/** Loads the page anew where it is not of the server’s build any more, or a part of it can’t be had. */
export interface Renewal {
  /** Hears what is known of the show before each stay. */
  joining(info: Pick<ShowInfo, 'scripts'>): void
  /** There is no picture: a part of the page is missing, or the drawing failed, which a page of another build may not. */
  failed(what: 'part' | 'drawing'): void
}

/** @param isBusy whether the person would lose something; it isn’t asked where there is no picture anyway */
export function createRenewal(isBusy: () => boolean): Renewal {
  const own = document.querySelector<HTMLScriptElement>('script[type=module][src]')?.src.split('/').at(-1) ?? ''
  let build = ''
  let isUrgent = false
  let isAsking = false
  let timer = 0

  const renew = async () => {
    if (isAsking || (isBusy() && !isUrgent)) return
    if (!mayRenew(build)) return clearInterval(timer)
    isAsking = true
    // A server that is gone at this moment would leave a page of the browser’s own, which never comes back.
    const isThere = await fetch(location.href, { method: 'HEAD', cache: 'no-store' }).then(
      ({ ok }) => ok,
      () => false,
    )
    isAsking = false
    if (isThere && (isUrgent || !isBusy()) && remember(build)) location.reload()
  }
  const want = () => {
    clearInterval(timer)
    timer = window.setInterval(() => void renew(), lookMs)
    void renew()
  }
  return {
    joining({ scripts = [] }) {
      build = scripts.join(' ')
      isUrgent = false
      if (scripts.includes(own)) clearInterval(timer)
      else want()
    },
    failed(what) {
      isUrgent = true
      if (what === 'part') want()
    },
  }
}

function mayRenew(build: string): boolean {
  const [last = '', at = '0'] = storage()?.getItem(key)?.split('\n') ?? []
  return last !== build || Date.now() - Number(at) > restMs
}

/** False where nothing can be remembered: then nothing would end a loop. */
function remember(build: string): boolean {
  storage()?.setItem(key, `${build}\n${Date.now()}`)
  return storage() !== null
}

/** Of this tab alone; null where it is forbidden: merely naming it throws there. */
function storage(): Storage | null {
  try {
    return sessionStorage
  } catch {
    return null
  }
}
